//! Boxes that go from hand to hand.

use std::sync::Arc;

use mea::atomicbox::{AtomicBox, AtomicOptionBox};

use crate::{
    Runtime,
    counted::Source,
    crew::{crew, maybe_yield},
};

/// Each is somewhere, once.
pub(super) async fn boxes<R: Runtime>(n: usize) {
    const TASKS: usize = 4;
    let source = Source::default();
    let always = Arc::new(AtomicBox::new(Box::new(source.make(TASKS, 0))));
    let maybe = Arc::new(AtomicOptionBox::none());
    crew::<R, _>(TASKS, |task| {
        let (source, always, maybe) = (source.clone(), always.clone(), maybe.clone());
        async move {
            for k in 0..n {
                let mine = always.swap(Box::new(source.make(task, k)));
                maybe_yield::<R>().await;
                match R::below(3) {
                    0 => drop(maybe.swap(Some(mine))),
                    1 => maybe.store(Some(mine)),
                    _ => drop((mine, maybe.take())),
                }
            }
        }
    })
    .await;
    drop((always, maybe));
    source.assert_all_gone();
}
