//! How large the futures are.

use crate::blocks::{BLOCKS, BYTES, SIZES, Size};

/// Prints the table; `!` where ours is more than 2 % larger than that of tokio.
pub(crate) fn print() {
    println!("\nSizes of the futures, in bytes\n");
    print!("{:34}", "");
    for peer in SIZES {
        print!("{peer:>12}");
    }
    println!("{:>16}", "mea : tokio");
    for blocks in &BLOCKS {
        for (name, sizes) in [
            ("select!", &blocks.select_sizes),
            ("join!", &blocks.join_sizes),
        ] {
            for (bytes, sizes) in BYTES.iter().zip(sizes) {
                row(&format!("{name}, {} arms of {bytes}", blocks.arms), sizes);
            }
        }
    }
}

fn row(name: &str, sizes: &[Size; 3]) {
    let sizes = sizes.map(|size| size());
    print!("{name:34}");
    for size in sizes {
        print!("{size:>12}");
    }
    let ratio = sizes[0] as f64 / sizes[1] as f64;
    println!("{ratio:>15.3}{}", if ratio > 1.02 { "!" } else { " " });
}
