//! What is dropped between two awaits is lost.
use mea::mpsc::{BoundedReceiver, RecvError};

async fn next_point(numbers: &mut BoundedReceiver<u32>) -> Result<(u32, u32), RecvError> {
    let x = numbers.recv().await?;
    let y = numbers.recv().await?;
    Ok((x, y))
}

async fn points(mut numbers: BoundedReceiver<u32>, mut ticks: BoundedReceiver<()>) {
    mea::select_loop! {
        Ok((x, y)) = next_point(&mut numbers) => println!("{x}, {y}"),
        Ok(()) = ticks.recv() => println!("tick"),
        else => break,
    }
}

fn main() {}
