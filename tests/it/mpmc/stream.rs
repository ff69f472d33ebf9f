//! Receivers as streams and senders as sinks: they wait in the same lines as the futures.

use futures_util::{FutureExt, Sink, SinkExt, StreamExt};
use mea::mpmc::{self, TryRecvError, TrySendError};

use crate::support::{Hooks, Source, Task, now, panics};

#[test]
fn a_stream_is_what_its_receiver_gets() {
    let (tx, rx) = mpmc::unbounded();
    let mut stream = Box::pin(rx.clone().into_stream());
    assert_eq!(rx.receiver_count(), 2);
    for number in 0..200 {
        tx.send(number).unwrap();
    }
    for number in 0..100 {
        assert_eq!(now(stream.next()), Some(2 * number));
        assert_eq!(rx.try_recv(), Ok(2 * number + 1));
    }
    let mut next = Task::waiting(stream.next());
    drop(tx);
    assert!(next.woken());
    assert_eq!(next.ready(), None);
    drop(next);
    assert_eq!(now(stream.next()), None);
    assert!(format!("{stream:?}").starts_with("RecvStream"));
    drop(stream);
    assert_eq!(rx.receiver_count(), 1);
}

/// Its place in line is the stream's, whatever becomes of the future of `next`.
#[test]
fn a_stream_keeps_its_place_until_it_is_dropped() {
    let (tx, rx) = mpmc::unbounded();
    let mut stream = Box::pin(rx.clone().into_stream());
    assert_eq!(stream.next().now_or_never(), None);
    let mut recv = Task::waiting(rx.recv());
    tx.send(1).unwrap();
    recv.pending();
    assert_eq!(rx.try_recv(), Err(TryRecvError::Empty));
    assert_eq!(now(stream.next()), Some(1));
    // And behind the other one now.
    let next = Task::waiting(stream.next());
    tx.send(2).unwrap();
    assert!(recv.woken() && !next.woken());
    assert_eq!(recv.ready(), Ok(2));
    tx.send(3).unwrap();
    assert!(next.woken());
    drop(next);
    let mut recv = Task::waiting(rx.recv());
    drop(stream);
    assert!(recv.woken());
    assert_eq!(recv.ready(), Ok(3));
}

#[test]
fn the_last_stream_drops_what_is_there() {
    let source = Source::default();
    let (tx, rx) = mpmc::unbounded();
    let mut stream = Box::pin(rx.into_stream());
    for number in 0..3 {
        assert!(tx.send(source.message(number)).is_ok());
    }
    assert_eq!(now(stream.next()).map(|m| m.number), Some(0));
    drop(stream);
    assert_eq!(source.drops(), 3);
    assert!(tx.is_closed());
}

/// The waker of a sender panics: the stream goes on with the message that made room.
#[test]
fn a_stream_that_panics_loses_nothing() {
    let (tx, rx) = mpmc::bounded(1);
    let mut stream = Box::pin(rx.into_stream());
    tx.try_send(1).unwrap();
    let hooks = Hooks::new().on_wake(|| panic!("wake"));
    let mut send = Task::new(tx.send(2));
    assert!(hooks.with(|w| send.poll_with(w)).is_pending());
    assert_eq!(panics(|| now(stream.next())), "wake");
    assert_eq!(now(stream.next()), Some(1));
    send.ready().unwrap();
    assert_eq!(now(stream.next()), Some(2));
    assert_eq!(tx.available_capacity(), 1);
}

#[test]
fn a_sink_waits_for_room_in_line() {
    let (tx, rx) = mpmc::bounded(1);
    let mut sink = Box::pin(tx.clone().into_sink());
    now(sink.send(1)).unwrap();
    let mut send = Task::waiting(sink.send(2));
    let mut behind = Task::waiting(tx.send(3));
    assert_eq!(rx.try_recv(), Ok(1));
    assert!(send.woken() && !behind.woken());
    send.ready().unwrap();
    drop(send);
    assert_eq!(rx.try_recv(), Ok(2));
    behind.ready().unwrap();
    assert_eq!(rx.try_recv(), Ok(3));
    now(sink.flush()).unwrap();
    assert_eq!((tx.available_capacity(), tx.sender_count()), (1, 2));
    now(sink.close()).unwrap();
    assert_eq!(tx.sender_count(), 1);
    assert_eq!(now(sink.send(4)).unwrap_err().into_inner(), None);
    // Without asking whether it is ready: the message comes back.
    let sent = sink.start_send_unpin(5);
    assert_eq!(sent.unwrap_err().into_inner(), Some(5));
}

/// A place that a sink has is kept, and goes to the next when the sink does.
#[test]
fn a_sink_that_is_ready_has_a_place() {
    for closes in [false, true] {
        let (tx, rx) = mpmc::bounded(1);
        let mut sink = Box::pin(tx.clone().into_sink());
        for _ in 0..3 {
            now(std::future::poll_fn(|cx| sink.as_mut().poll_ready(cx))).unwrap();
            assert_eq!(tx.try_send(0), Err(TrySendError::Full(0)));
        }
        let mut send = Task::waiting(tx.send(1));
        if closes {
            now(sink.close()).unwrap();
        } else {
            drop(sink);
        }
        assert!(send.woken());
        send.ready().unwrap();
        assert_eq!(rx.try_recv(), Ok(1));
        assert_eq!(tx.available_capacity(), 1);
    }
    let (tx, _rx) = mpmc::bounded(1);
    let mut sink = Box::pin(tx.into_sink());
    let message = panics(|| sink.as_mut().start_send(1));
    assert!(message.contains("not ready"), "{message}");
}

#[test]
fn a_sink_without_a_place_makes_no_room() {
    for closes in [false, true] {
        let (tx, rx) = mpmc::bounded(1);
        let mut sink = Box::pin(tx.clone().into_sink());
        now(sink.send(1)).unwrap();
        if closes {
            now(sink.close()).unwrap();
        } else {
            drop(sink);
        }
        assert_eq!(tx.try_send(2), Err(TrySendError::Full(2)));
        assert_eq!(rx.try_recv(), Ok(1));
        assert_eq!(tx.available_capacity(), 1);
    }
}

#[test]
fn a_sink_hears_that_nobody_receives() {
    let (tx, rx) = mpmc::bounded(1);
    let (free, one) = mpmc::unbounded();
    let mut sink = Box::pin(tx.clone().into_sink());
    let mut free = Box::pin(free);
    now(free.as_mut().feed(1)).unwrap();
    assert_eq!(one.try_recv(), Ok(1));
    now(std::future::poll_fn(|cx| sink.as_mut().poll_ready(cx))).unwrap();
    rx.close();
    drop(one);
    let error = sink.as_mut().start_send(7).unwrap_err();
    assert_eq!(error.into_inner(), Some(7));
    assert_eq!(
        free.as_mut().start_send(8).unwrap_err().into_inner(),
        Some(8)
    );
    assert_eq!(now(sink.send(9)).unwrap_err().into_inner(), None);
    assert_eq!(
        now(SinkExt::send(&mut free, 9)).unwrap_err().into_inner(),
        None
    );

    // While it waits.
    let (tx, rx) = mpmc::bounded(1);
    tx.try_send(0).unwrap();
    let mut sink = Box::pin(tx.clone().into_sink());
    let mut send = Task::waiting(sink.send(1));
    drop(rx);
    assert!(send.woken());
    assert_eq!(send.ready().unwrap_err().into_inner(), None);
}
