//! `strict;` asks for it in `select!`, where the loop is around it.
use mea::mpsc::UnboundedReceiver;

async fn read_frame(_: &mut [u8]) -> usize {
    0
}

async fn run(mut commands: UnboundedReceiver<u32>) {
    let mut buffer = [0; 16];
    loop {
        mea::select! { strict;
            n = read_frame(&mut buffer) => println!("{n}"),
            command = commands.recv() => println!("{command:?}"),
        }
    }
}

fn main() {}
