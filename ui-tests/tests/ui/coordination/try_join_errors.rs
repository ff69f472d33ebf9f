//! The errors of `try_join!` have one type.
use std::future::ready;

async fn run() -> Result<(), u8> {
    mea::try_join!(ready(Ok::<u8, u8>(1)), ready(Err::<u8, &str>("")))?;
    Ok(())
}

fn main() {}
