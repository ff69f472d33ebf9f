//! A worker: answers requests. Told to stop, it answers those that are left.

use std::sync::Arc;

use mea::{latch::Latch, select_loop, shutdown::ShutdownRecv};

use crate::{
    digest::digest,
    queue::{Queue, Request},
    timeline::Part,
};

pub(crate) async fn work(part: Part, recv: ShutdownRecv, queue: Arc<Queue>, ready: Arc<Latch>) {
    part.says("ready");
    ready.count_down();
    let mut answered = 0_u64;
    select_loop! {
        request = queue.pop() => {
            answer(request).await;
            answered += 1;
        }
        () = recv.is_shutdown() => break,
    }
    while let Some(request) = queue.try_pop().await {
        answer(request).await;
        answered += 1;
    }
    part.says(format_args!("done: answered {answered}"));
    // Now, and not before: `recv` is what is waited for.
    drop(recv);
}

async fn answer(request: Request) {
    let set = request.answer.set(digest(&request.line)).await;
    set.expect("a request is in the queue once");
}
