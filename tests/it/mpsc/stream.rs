//! The receiver as a stream, and senders as sinks: the same messages, and the same end.

use futures_util::{SinkExt, StreamExt, stream};
use mea::mpsc;

use crate::support::{Task, now};

#[test]
fn a_stream_is_what_its_receiver_gets() {
    let (tx, mut rx) = mpsc::bounded(2);
    tx.try_send(1).unwrap();
    assert_eq!(now(rx.next()), Some(1));
    let mut next = Task::waiting(rx.next());
    tx.try_send(2).unwrap();
    assert!(next.woken());
    assert_eq!(next.ready(), Some(2));
    drop(next);
    tx.try_send(3).unwrap();
    drop(tx);
    assert_eq!(now(rx.next()), Some(3));
    assert_eq!((now(rx.next()), now(rx.next())), (None, None));
}

/// Room is no matter, so it is ready until nobody can receive; then the message comes back.
#[test]
fn an_unbounded_sender_is_a_sink_that_never_waits() {
    let (mut tx, mut rx) = mpsc::unbounded();
    now(tx.send_all(&mut stream::iter([Ok(1), Ok(2)]))).unwrap();
    now(tx.feed(3)).unwrap();
    now(SinkExt::flush(&mut tx)).unwrap();
    // Closing is not dropping: there may be other senders.
    now(SinkExt::close(&mut tx)).unwrap();
    tx.send(4).unwrap();
    let received: Vec<_> = std::iter::from_fn(|| rx.try_recv().ok()).collect();
    assert_eq!(received, [1, 2, 3, 4]);
    drop(rx);
    assert_eq!(now(tx.feed(5)).unwrap_err().into_inner(), None);
    assert_eq!(tx.start_send_unpin(6).unwrap_err().into_inner(), Some(6));
}

#[test]
fn a_sink_does_not_show_its_messages() {
    let (tx, _rx) = mpsc::bounded::<u8>(1);
    let shown = format!("{:?}", tx.into_sink());
    assert!(shown.starts_with("SendSink { is_ready: false"), "{shown}");
}
