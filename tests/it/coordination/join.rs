//! `join!`, `try_join!`, `race!`: who is polled, when what is dropped, and what wakes them.

use std::future::{pending, ready};

use mea::{blocking::block_on, oneshot};

use super::{Log, yields};
use crate::support::{Task, now};

#[test]
fn join_is_woken_by_each_and_done_with_the_last() {
    let (tx1, rx1) = oneshot::channel();
    let (tx2, rx2) = oneshot::channel();
    let mut task = Task::waiting(async { mea::join!(rx1, rx2) });
    task.pending();
    assert!(!task.woken());
    tx2.send(2).unwrap();
    assert!(task.woken());
    task.pending();
    tx1.send("one").unwrap();
    assert!(task.woken());
    assert_eq!(task.ready(), (Ok("one"), Ok(2)));
    assert_eq!(task.count.kept(), 0);
}

#[test]
fn what_is_done_is_dropped_and_not_polled_again() {
    let log = Log::new();
    let last = log.last("first");
    block_on(async {
        mea::join!(
            async {
                let _last = last;
                log.add("done");
            },
            async {
                yields(3).await;
                log.add("second");
            },
        );
    });
    assert!(["done first second"].contains(&log.take().as_str()));
}

#[test]
fn outputs_may_be_anything() {
    struct Plain(String);
    let (text, Plain(plain), ()) = now(async {
        let (a, b, c) = (ready(String::from("a")), ready(Plain("b".into())), ready(()));
        mea::join!(a, b, c)
    });
    assert_eq!(text + &plain, "ab");
}

#[test]
fn arms_borrow_what_is_around() {
    let (mut a, mut b) = (vec![1], vec![2]);
    let text = String::from("both");
    now(async {
        mea::join!(async { a.push(text.len()) }, async { b.push(text.len()) });
    });
    assert_eq!((a, b), (vec![1, 4], vec![2, 4]));
}

/// The value that is there already is dropped as well.
#[test]
fn the_first_error_drops_the_rest() {
    let log = Log::new();
    let (value, other) = (log.last("value"), log.last("other"));
    let result = block_on(async {
        let result = mea::try_join!(
            biased;
            async { Ok(value) },
            async { yields(2).await; log.add("error"); Err::<(), _>("no") },
            async { let _other = other; pending::<Result<(), _>>().await },
        );
        log.add("after");
        result.map(|_| ())
    });
    assert_eq!(result, Err("no"));
    assert_eq!(log.take(), "error value other after");
}

#[test]
fn try_join_takes_borrows_that_may_be_left_alone() {
    let (tx, mut rx) = oneshot::channel();
    let failed = block_on(async {
        mea::try_join!(rx.recv(), async { yields(1).await; Err::<(), _>(oneshot::RecvError::Disconnected) })
    });
    assert!(failed.is_err());
    tx.send(1).unwrap();
    assert_eq!(rx.try_recv(), Ok(1));
}

#[test]
fn race_is_the_first_output_and_drops_the_losers() {
    let log = Log::new();
    let last = log.last("loser");
    let n = block_on(async {
        let n = mea::race!(
            async { let _last = last; pending::<u8>().await },
            async { yields(2).await; 2 },
        );
        log.add("after");
        n
    });
    assert_eq!(n, 2);
    assert_eq!(log.take(), "loser after");
    assert_eq!(now(async { mea::race!(ready(1)) }), 1);
    assert_eq!(now(async { mea::race!(biased; ready(1), ready(2),) }), 1);
    let (a, b) = (ready(5), pending());
    assert_eq!(now(async { mea::race!(a, b) }), 5);
}

#[test]
fn one_in_another() {
    let sum = block_on(async {
        let ((a, b), c) = mea::join!(async { mea::join!(ready(1), yields(1)) }, ready(3));
        let () = b;
        let d = mea::race!(async { mea::join!(ready(4), yields(1)).0 }, pending());
        let e = mea::try_join!(ready(Ok::<_, ()>(5)), async { Ok(mea::join!(ready(6)).0) });
        let (e, f) = e.unwrap();
        a + c + d + e + f
    });
    assert_eq!(sum, 19);
}

#[test]
fn the_question_mark_and_await_in_what_is_joined() {
    async fn work(text: &str) -> Result<(u8, u8), std::num::ParseIntError> {
        let n: u8 = text.parse()?;
        Ok(mea::join!(ready(text.parse::<u8>()?), async move { ready(n).await + 1 }))
    }
    assert_eq!(now(work("4")), Ok((4, 5)));
    assert!(now(work("x")).is_err());
}

#[test]
fn joins_are_send_if_what_they_join_is() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .build()
        .unwrap();
    let sum = runtime.block_on(async {
        let task = tokio::spawn(async {
            let (a, b) = mea::join!(yields(3), async { 1 });
            let () = a;
            let (c, d) = mea::try_join!(async { Ok::<_, ()>(2) }, async { Ok(3) }).unwrap();
            b + c + d + mea::race!(async { 4 }, pending())
        });
        task.await.unwrap()
    });
    assert_eq!(sum, 10);
}
