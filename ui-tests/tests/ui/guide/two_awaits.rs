//! A function that is not cancel-safe does not become it by an attribute.
use mea::mpsc::BoundedReceiver;

#[mea::cancel_safe]
async fn next_point(numbers: &mut BoundedReceiver<u32>) -> Option<(u32, u32)> {
    let x = numbers.recv().await.ok()?;
    let y = numbers.recv().await.ok()?;
    Some((x, y))
}

fn main() {}
