//! A function that is not cancel-safe does not become it by an attribute.
use mea::mpsc::{BoundedReceiver, RecvError};

#[mea::cancel_safe]
async fn next_point(numbers: &mut BoundedReceiver<u32>) -> Result<(u32, u32), RecvError> {
    let x = numbers.recv().await?;
    let y = numbers.recv().await?;
    Ok((x, y))
}

fn main() {}
