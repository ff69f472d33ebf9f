//! A loop that waits for several things, and keeps what takes several steps.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering::SeqCst},
};

use mea::{mpsc, mutex::Mutex, oneshot, select_loop, shutdown};

use crate::{
    Runtime,
    counted::{Counted, Order, Source},
    crew::{Ends, crew, maybe_yield},
};

const SENDERS: usize = 2;
const ASKERS: usize = 2;

/// Two messages are one reading: a reading that was dropped half-way would lose the first one.
async fn reading<R: Runtime>(numbers: &mut mpsc::BoundedReceiver<Counted>) -> Option<[Counted; 2]> {
    let first = numbers.recv().await.ok()?;
    maybe_yield::<R>().await;
    let second = numbers.recv().await.ok()?;
    Some([first, second])
}

/// All readings are complete, all questions are answered, and handlers that lock are never in the way of
/// what is kept.
pub(super) async fn turns<R: Runtime>(n: usize) {
    let source = Source::default();
    let (numbers, mut readings) = mpsc::bounded(1);
    let (questions, mut asked) = mpsc::unbounded::<oneshot::Sender<usize>>();
    let (stop, recv) = shutdown::new_pair();
    let total = Arc::new(Mutex::new(0));
    let answers = Arc::new(AtomicUsize::new(0));
    let ends = Ends::new(vec![numbers; SENDERS]);
    let (made, answered) = (source.clone(), answers.clone());
    let tasks = crew::<R, _>(SENDERS + ASKERS, move |i| {
        let (ends, source) = (ends.clone(), made.clone());
        let (questions, answered, member) = (questions.clone(), answered.clone(), recv.clone());
        async move {
            if i < SENDERS {
                let numbers = ends.take().await;
                for k in 0..2 * n {
                    assert!(numbers.send(source.make(i, k)).await.is_ok());
                }
            } else {
                for _ in 0..n {
                    let (question, answer) = oneshot::channel();
                    assert!(questions.send(question).is_ok());
                    answer.await.expect("all questions are answered");
                    answered.fetch_add(1, SeqCst);
                }
            }
            drop(member);
        }
    });
    // Everybody has gone: that is when the loop may end.
    let gone = stop.watch();
    let watcher = R::spawn(async move {
        stop.clone().shutdown();
        stop.await_shutdown().await;
    });
    let (mut order, mut answers_given) = (Order::of(SENDERS), 0);
    let mut is_over = false;
    select_loop! {
        keep pair = reading::<R>(&mut readings), if !is_over => match pair {
            Some(pair) => {
                pair.iter().for_each(|number| order.next(number));
                let mut total = total.lock().await;
                maybe_yield::<R>().await;
                *total += pair.len();
            }
            None => is_over = true,
        },
        Ok(question) = asked.recv() => {
            let now = *total.lock().await;
            assert!(question.send(now).is_ok());
            answers_given += 1;
        },
        once () = gone.is_shutdown() => {},
        else => break,
    }
    watcher.await;
    tasks.await;
    assert_eq!(order.total(), SENDERS * 2 * n);
    assert_eq!(*total.try_lock().expect("nobody has it"), SENDERS * 2 * n);
    assert_eq!(
        (answers_given, answers.load(SeqCst)),
        (ASKERS * n, ASKERS * n)
    );
    source.assert_all_gone();
}
