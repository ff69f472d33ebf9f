//! A `select_loop!` with a kept arm, an arm that is made anew each turn, one that may be switched off, and
//! one that waits `with` room: whatever comes in whatever order, nothing is lost, and the loop ends.
#![no_main]

use std::{cell::Cell, rc::Rc};

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use mea::{mpsc, select_loop, semaphore::Semaphore};
use mea_fuzz::{Counted, Source, Task};

#[derive(Arbitrary, Debug)]
enum Op {
    /// One half of a pair, for the kept arm.
    Half,
    /// A message, for the arm that is made anew.
    Single,
    /// A message that is handed on as soon as there is room.
    Forward,
    /// Room in the channel behind it.
    Take,
    /// Switches the arm of the singles off, or on.
    Switch,
    /// Lets a handler that waits for a permit go on.
    Permit,
    Poll,
    /// The loop is dropped where it is.
    Drop,
    EndHalves,
    EndSingles,
    EndForward,
}

/// What has come, and where to.
#[derive(Default)]
struct Seen {
    pairs: Cell<usize>,
    singles: Cell<usize>,
    forwarded: Cell<usize>,
    singles_off: Cell<bool>,
}

/// Two messages are one item; dropped half-way, it would lose one.
async fn pair(halves: &mut mpsc::UnboundedReceiver<Counted>) -> Option<[Counted; 2]> {
    let first = halves.recv().await.ok()?;
    let second = halves.recv().await.ok()?;
    assert_eq!(second.n, first.n + 1, "a half was lost");
    Some([first, second])
}

async fn run(
    mut halves: mpsc::UnboundedReceiver<Counted>,
    mut singles: mpsc::UnboundedReceiver<Counted>,
    mut from: mpsc::UnboundedReceiver<Counted>,
    to: mpsc::BoundedSender<Counted>,
    permits: std::sync::Arc<Semaphore>,
    seen: Rc<Seen>,
) {
    let mut halves_over = false;
    select_loop! {
        keep item = pair(&mut halves), if !halves_over => match item {
            Some(_) => {
                // A handler that waits, while the others may be ready.
                permits.acquire_and_forget(1).await;
                seen.pairs.set(seen.pairs.get() + 1);
            }
            None => halves_over = true,
        },
        Ok(message) = singles.recv(), if !seen.singles_off.get() => {
            seen.singles.set(seen.singles.get() + 1);
            drop(message);
        },
        Ok(message) = from.recv(), with Ok(room) = to.reserve() => {
            seen.forwarded.set(seen.forwarded.get() + 1);
            room.send(message).expect("the receiver is there");
        },
        else => break,
    }
}

fuzz_target!(|ops: Vec<Op>| {
    let source = Source::default();
    let (halves, halves_rx) = mpsc::unbounded();
    let (singles, singles_rx) = mpsc::unbounded();
    let (forward, from) = mpsc::unbounded();
    let (to, mut sink) = mpsc::bounded(1);
    let permits = std::sync::Arc::new(Semaphore::new(0));
    let seen = Rc::new(Seen::default());
    let (mut halves, mut singles, mut forward) = (Some(halves), Some(singles), Some(forward));
    let (mut sent, mut taken) = ([0; 3], 0);
    let task = run(
        halves_rx,
        singles_rx,
        from,
        to,
        permits.clone(),
        seen.clone(),
    );
    let mut task = Some(Task::new(task));
    let mut is_done = false;
    for op in ops {
        match op {
            Op::Half => {
                let Some(tx) = &halves else { continue };
                sent[0] += usize::from(tx.send(source.make(sent[0])).is_ok());
            }
            Op::Single => {
                let Some(tx) = &singles else { continue };
                sent[1] += usize::from(tx.send(source.make(sent[1])).is_ok());
            }
            Op::Forward => {
                let Some(tx) = &forward else { continue };
                sent[2] += usize::from(tx.send(source.make(sent[2])).is_ok());
            }
            Op::Take => {
                if let Ok(message) = sink.try_recv() {
                    assert_eq!(message.n, taken, "out of order, or lost");
                    taken += 1;
                }
            }
            Op::Switch => seen.singles_off.set(!seen.singles_off.get()),
            Op::Permit => permits.release(1),
            Op::Poll => {
                if let Some(running) = &mut task {
                    is_done = running.poll().is_some();
                    if is_done {
                        task = None;
                    }
                }
            }
            Op::Drop => task = None,
            Op::EndHalves => halves = None,
            Op::EndSingles => singles = None,
            Op::EndForward => forward = None,
        }
        assert!(seen.pairs.get() <= sent[0] / 2);
        assert!(seen.singles.get() <= sent[1]);
        assert!(seen.forwarded.get() <= sent[2] && taken <= seen.forwarded.get());
    }
    // Let it come to its end, if it still runs.
    drop((halves, singles, forward));
    permits.release(sent[0]);
    seen.singles_off.set(false);
    let mut polls = 10 + 4 * (sent[0] + sent[1] + sent[2]);
    while let Some(running) = &mut task {
        while let Ok(message) = sink.try_recv() {
            assert_eq!(message.n, taken, "out of order, or lost");
            taken += 1;
        }
        if running.poll().is_some() {
            is_done = true;
            task = None;
        }
        polls = polls.checked_sub(1).expect("it comes to its end");
    }
    if is_done {
        while let Ok(message) = sink.try_recv() {
            assert_eq!(message.n, taken, "out of order, or lost");
            taken += 1;
        }
        let all = (sent[0] / 2, sent[2], sent[2]);
        // Singles may be left if their arm was switched off when all else had ended.
        assert_eq!((seen.pairs.get(), seen.forwarded.get(), taken), all);
    }
    drop(sink);
    assert_eq!(source.alive(), 0);
});
