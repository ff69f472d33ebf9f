//! What an error points at, whatever stands around the call.
use mea::mpsc::UnboundedReceiver;

struct Job<F> {
    work: F,
}

async fn lossy() {}

async fn make() -> Result<impl Future<Output = ()>, ()> {
    Ok(lossy())
}

async fn run(mut commands: UnboundedReceiver<u32>, job: Job<impl Future>) -> Result<(), ()> {
    mea::select! {
        strict;
        Ok(_) = commands.recv() => {}
        _ = (lossy()) => {}
        _ = make().await? => {}
        _ = job.work => {}
        else => {}
    }
    Ok(())
}

fn main() {}
