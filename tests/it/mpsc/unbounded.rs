//! The channel that has room for everything.

use mea::{
    channel::{Receivers, Sender, Unbounded},
    mpmc,
    mpsc::{self, RecvError, TryRecvError},
};

use crate::support::{Source, now};

#[test]
fn messages_come_in_the_order_in_which_they_were_sent() {
    let (tx, mut rx) = mpsc::unbounded();
    // Many blocks, at every fill level.
    let (mut sent, mut received) = (0, 0);
    for burst in 0..200 {
        for _ in 0..burst {
            tx.send(sent).unwrap();
            sent += 1;
        }
        assert_eq!(rx.len(), sent - received);
        for _ in 0..(burst / 2).max(sent / 100) {
            assert_eq!(rx.try_recv(), Ok(received));
            received += 1;
        }
    }
    while received < sent {
        assert_eq!(now(rx.recv()), Ok(received));
        received += 1;
    }
    assert_eq!(rx.try_recv(), Err(TryRecvError::Empty));
}

#[test]
fn ten_thousand_messages_wait_across_blocks() {
    let (tx, mut rx) = mpsc::unbounded();
    for number in 0..10_000 {
        tx.send(number).unwrap();
    }
    drop(tx);
    assert_eq!(rx.len(), 10_000);
    for number in 0..10_000 {
        assert_eq!(now(rx.recv()), Ok(number));
    }
    assert_eq!(now(rx.recv()), Err(RecvError::Disconnected));
    assert_eq!(rx.len(), 0);
}

#[test]
fn len_and_is_empty_are_right_at_every_place_in_a_block() {
    let (tx, mut rx) = mpsc::unbounded();
    assert!(rx.is_empty());
    for number in 0..500_u64 {
        assert_eq!((rx.len(), rx.is_empty()), (0, true));
        assert_eq!(rx.try_recv(), Err(TryRecvError::Empty));
        assert_eq!((rx.len(), rx.is_empty()), (0, true));
        tx.send(number).unwrap();
        assert_eq!((rx.len(), rx.is_empty()), (1, false));
        tx.send(number).unwrap();
        assert_eq!((rx.len(), rx.is_empty()), (2, false));
        assert_eq!(rx.try_recv(), Ok(number));
        assert_eq!((rx.len(), rx.is_empty()), (1, false));
        assert_eq!(rx.try_recv(), Ok(number));
    }
}

/// While others send, `len` counts at least what was sent before, and no more than there can be.
#[test]
fn len_never_underflows() {
    const N: usize = 20_000;
    let (tx, mut rx) = mpsc::unbounded();
    let threads = [0, 1].map(|_| {
        let tx = tx.clone();
        std::thread::spawn(move || (0..N).for_each(|number| tx.send(number).unwrap()))
    });
    let mut received = 0;
    while received < 2 * N {
        let before = rx.len();
        assert!(before <= 2 * N - received);
        assert!(!rx.is_empty() || before == 0);
        if rx.try_recv().is_ok() {
            received += 1;
            assert!(rx.len() + 1 >= before, "nobody else takes");
        }
    }
    for thread in threads {
        thread.join().unwrap();
    }
    assert_eq!((rx.len(), rx.is_empty()), (0, true));
}

/// `len` may be asked for by many at a time.
#[test]
fn len_is_shared() {
    const N: usize = 5_000;
    let (tx, rx) = mpsc::unbounded();
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let mut before = 0;
                while before < N {
                    let len = rx.len();
                    assert!(before <= len && len <= N);
                    before = len;
                }
            });
        }
        (0..N).for_each(|number| tx.send(number).unwrap());
    });
    assert_eq!(rx.len(), N);
}

/// Whatever other senders are in the middle of.
#[test]
fn a_send_that_is_complete_is_never_empty_to_try_recv() {
    const N: usize = 20_000;
    let (tx, mut rx) = mpsc::unbounded();
    let other = tx.clone();
    let thread = std::thread::spawn(move || (0..N).for_each(|_| other.send(None).unwrap()));
    for number in 0..N {
        tx.send(Some(number)).unwrap();
        loop {
            match rx.try_recv() {
                Ok(None) => {}
                received => {
                    assert_eq!(received, Ok(Some(number)));
                    break;
                }
            }
        }
    }
    thread.join().unwrap();
}

#[test]
fn the_end_comes_after_the_messages() {
    let source = Source::default();
    let (tx, mut rx) = mpsc::unbounded();
    let second = tx.clone();
    assert!(tx.send(source.message(1)).is_ok());
    assert!(second.send(source.message(2)).is_ok());
    drop(tx);
    assert!(!rx.is_closed());
    assert_eq!(rx.sender_count(), 1);
    drop(second);
    assert!(rx.is_closed());
    assert_eq!(rx.sender_count(), 0);
    assert_eq!(rx.try_recv().map(|m| m.number), Ok(1));
    assert_eq!(now(rx.recv()).map(|m| m.number), Ok(2));
    for _ in 0..2 {
        assert!(matches!(rx.try_recv(), Err(TryRecvError::Disconnected)));
        assert!(matches!(now(rx.recv()), Err(RecvError::Disconnected)));
    }
    assert_eq!(source.drops(), 2);
}

#[test]
fn a_channel_that_was_never_used_ends() {
    let (tx, mut rx) = mpsc::unbounded::<u8>();
    drop(tx);
    assert!(rx.is_closed());
    assert_eq!(rx.try_recv(), Err(TryRecvError::Disconnected));
    assert_eq!(now(rx.recv()), Err(RecvError::Disconnected));

    let (tx, rx) = mpsc::unbounded();
    drop(rx);
    assert!(tx.is_closed());
    assert_eq!(tx.send(1).unwrap_err().into_inner(), 1);
}

#[test]
fn senders_are_counted_and_compared() {
    let (tx, rx) = mpsc::unbounded::<u8>();
    let (other, _rx) = mpsc::unbounded::<u8>();
    let second = tx.clone();
    assert!(tx.same_channel(&second));
    assert!(!tx.same_channel(&other));
    assert_eq!((tx.sender_count(), rx.sender_count()), (2, 2));
    drop(tx);
    assert_eq!(second.sender_count(), 1);
    assert!(!second.is_closed() && !rx.is_closed());
}

/// Code that does not care who receives may send from any thread.
#[test]
fn a_sender_is_for_threads_whoever_receives() {
    fn on_a_thread<R: Receivers>(tx: Sender<u32, Unbounded, R>) {
        std::thread::spawn(move || tx.send(1).unwrap())
            .join()
            .unwrap();
    }

    let (tx, mut rx) = mpsc::unbounded();
    on_a_thread(tx);
    assert_eq!(rx.try_recv(), Ok(1));
    let (tx, rx) = mpmc::unbounded();
    on_a_thread(tx);
    assert_eq!(rx.try_recv(), Ok(1));
}
