//! What does allocate or wait: the sanitizer has to see it.

use std::{
    env,
    hint::black_box,
    process::Command,
    sync::{Arc, Mutex},
    thread,
    time::Duration,
};

use mea::{blocking::block_on, latch::Latch, mpsc};

use crate::{Step, nonblocking, now};

const FAULTS: [Step; 5] = [
    ("an allocation", || {
        drop(nonblocking(|| black_box(Box::new(1))));
    }),
    ("a release of memory", || {
        let boxed = Box::new(1);
        nonblocking(|| drop(black_box(boxed)));
    }),
    ("a mutex of `std` that somebody else has", || {
        let mutex = Arc::new(Mutex::new(()));
        let guard = mutex.lock().unwrap();
        let other = thread::spawn({
            let mutex = mutex.clone();
            move || drop(nonblocking(|| mutex.lock()))
        });
        thread::sleep(Duration::from_millis(100));
        drop(guard);
        other.join().unwrap();
    }),
    ("a thread that waits for a future", || {
        let latch = Arc::new(Latch::new(1));
        let other = thread::spawn({
            let latch = latch.clone();
            move || nonblocking(|| block_on(latch.wait()))
        });
        thread::sleep(Duration::from_millis(100));
        latch.count_down();
        other.join().unwrap();
    }),
    ("the first message of a channel", || {
        let (sender, mut receiver) = mpsc::unbounded();
        nonblocking(|| sender.send(1)).unwrap();
        assert_eq!(now(receiver.recv()), Ok(1));
    }),
];

/// Does what has this name.
pub(crate) fn commit(name: &str) {
    let (_, run) = FAULTS
        .iter()
        .find(|(fault, _)| *fault == name)
        .expect("the name of a fault");
    run();
}

/// The first that is done without the sanitizer objecting.
pub(crate) fn unseen() -> Option<&'static str> {
    let this = env::current_exe().expect("the path of this program");
    let is_seen = |name: &str| {
        let output = Command::new(&this)
            .arg(name)
            .output()
            .expect("this program runs");
        let says = String::from_utf8_lossy(&output.stderr);
        !output.status.success() && says.contains("ERROR: RealtimeSanitizer")
    };
    FAULTS
        .iter()
        .map(|(name, _)| *name)
        .find(|name| !is_seen(name))
}
