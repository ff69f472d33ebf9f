//! A loop makes its futures anew at each turn: one that loses what it did is refused.
use mea::mpsc::UnboundedReceiver;

async fn read_frame(_: &mut [u8]) -> usize {
    0
}

async fn run(mut commands: UnboundedReceiver<u32>) {
    let mut buffer = [0; 16];
    mea::select_loop! {
        n = read_frame(&mut buffer) => println!("{n}"),
        command = commands.recv() => println!("{command:?}"),
    }
}

fn main() {}
