//! What is dropped between two awaits is lost.
use mea::mpsc::BoundedReceiver;

async fn next_point(numbers: &mut BoundedReceiver<u32>) -> Option<(u32, u32)> {
    let x = numbers.recv().await.ok()?;
    let y = numbers.recv().await.ok()?;
    Some((x, y))
}

async fn points(mut numbers: BoundedReceiver<u32>, mut ticks: BoundedReceiver<()>) {
    mea::select_loop! {
        Some((x, y)) = next_point(&mut numbers) => println!("{x}, {y}"),
        Ok(()) = ticks.recv() => println!("tick"),
        else => break,
    }
}

fn main() {}
