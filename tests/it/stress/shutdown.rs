//! A tree of scopes whose tasks join, leave, register, make scopes of their own, and lose their
//! patience; and a shutdown in between. A wait that is not ended would end the test by its time limit.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst},
};

use mea::shutdown::{self, Registrar, ShutdownRecv, ShutdownSend, ShutdownWatch};
use tokio::task::{JoinHandle, yield_now};

use super::{maybe_yield, run};
use crate::support::{BoxFuture, Rng, at_last, patiently};

const ROUNDS: u64 = 60;
const STEPS: usize = 8;
const DEPTH: usize = 4;

/// What is true of a scope, counted beside it.
struct Census {
    /// How many are in it and below it.
    inside: AtomicUsize,
    /// Its end was seen.
    over: AtomicBool,
    parent: Option<Arc<Census>>,
}

impl Census {
    fn new(parent: Option<Arc<Self>>) -> Arc<Self> {
        Arc::new(Self {
            inside: AtomicUsize::new(0),
            over: AtomicBool::new(false),
            parent,
        })
    }

    fn each_up(self: &Arc<Self>, mut f: impl FnMut(&Self)) {
        let mut scope = Some(self);
        while let Some(census) = scope {
            f(census);
            scope = census.parent.as_ref();
        }
    }
}

/// One with a receiver: it is counted for as long.
struct Member {
    // Dropped after it was counted out.
    recv: ShutdownRecv,
    census: Arc<Census>,
}

impl Member {
    fn new(recv: ShutdownRecv, census: &Arc<Census>) -> Self {
        census.each_up(|scope| {
            scope.inside.fetch_add(1, SeqCst);
            assert!(!scope.over.load(SeqCst), "somebody came after the end");
        });
        Self {
            recv,
            census: census.clone(),
        }
    }
}

impl Clone for Member {
    fn clone(&self) -> Self {
        Self::new(self.recv.clone(), &self.census)
    }
}

impl Drop for Member {
    fn drop(&mut self) {
        self.census.each_up(|scope| {
            assert!(!scope.over.load(SeqCst), "the end came too early");
            scope.inside.fetch_sub(1, SeqCst);
        });
    }
}

/// Starts tasks, and remembers them, so that their panics are seen.
#[derive(Clone, Default)]
struct Crew(Arc<Mutex<Vec<JoinHandle<()>>>>);

impl Crew {
    fn start<F: Future<Output = ()> + Send + 'static>(&self, future: F) {
        let handle = tokio::spawn(future);
        self.0.lock().unwrap().push(handle);
    }

    async fn join_all(&self) {
        loop {
            let Some(handle) = self.0.lock().unwrap().pop() else {
                return;
            };
            handle.await.unwrap();
        }
    }
}

/// Waits until the scope has come to its end, and looks.
async fn see_end(send: ShutdownSend, census: Arc<Census>, mut rng: Rng) {
    let registrar = send.registrar();
    at_last(&mut rng, || send.clone().await_shutdown()).await;
    census.over.store(true, SeqCst);
    assert_eq!(census.inside.load(SeqCst), 0);
    assert!(send.is_shutdown_now());
    assert!(registrar.register().is_err());
}

async fn worker(member: Member, mut rng: Rng) {
    maybe_yield(&mut rng).await;
    if rng.one_in(2) {
        at_last(&mut rng, || member.recv.is_shutdown()).await;
        assert!(member.recv.is_shutdown_now());
    }
    maybe_yield(&mut rng).await;
}

async fn outsider(registrar: Registrar, watch: ShutdownWatch, census: Arc<Census>, mut rng: Rng) {
    for _ in 0..STEPS {
        match registrar.register() {
            Ok(recv) => worker(Member::new(recv, &census), fork(&mut rng)).await,
            // Of the scopes above this one, one is shut: then this one will be.
            Err(_) => return at_last(&mut rng, || watch.is_shutdown_owned()).await,
        }
        maybe_yield(&mut rng).await;
    }
}

/// The life of a scope: its first member starts others, in it and below it, and leaves, with or
/// without having been told to.
async fn scope(crew: Crew, send: ShutdownSend, member: Member, depth: usize, mut rng: Rng) {
    for _ in 0..STEPS {
        match rng.below(8) {
            0 => crew.start(worker(member.clone(), fork(&mut rng))),
            1 => {
                let (registrar, watch) = (send.registrar(), send.watch());
                let census = member.census.clone();
                crew.start(outsider(registrar, watch, census, fork(&mut rng)));
            }
            2 | 3 if depth < DEPTH => crew.start(scope_below(&crew, &member, depth, &mut rng)),
            4 => {
                let watch = member.recv.watch();
                crew.start(async move { watch.is_shutdown().await });
            }
            5 if depth > 0 && rng.one_in(4) => send.shutdown_with(depth),
            6 => {
                let end = patiently(rng.below(4), send.clone().await_shutdown()).await;
                assert!(end.is_none(), "it ended before this one did");
            }
            7 => {
                let wait = patiently(rng.below(4), member.recv.is_shutdown_owned());
                if wait.await.is_some() {
                    assert!(member.recv.is_shutdown_now());
                }
            }
            _ => yield_now().await,
        }
    }
    let census = member.census.clone();
    worker(member, fork(&mut rng)).await;
    see_end(send, census, rng).await;
}

/// The life of a new scope. Boxed: it may be the same again, below.
fn scope_below(crew: &Crew, above: &Member, depth: usize, rng: &mut Rng) -> BoxFuture {
    let (send, recv) = above.recv.child();
    let census = Census::new(Some(above.census.clone()));
    let member = Member::new(recv, &census);
    Box::pin(scope(crew.clone(), send, member, depth + 1, fork(rng)))
}

/// Numbers for another task.
fn fork(rng: &mut Rng) -> Rng {
    Rng::new(rng.below(1 << 30) as u64)
}

#[test]
fn nobody_is_left_waiting_and_no_end_comes_early() {
    for round in 0..ROUNDS {
        run(async move {
            let mut rng = Rng::new(round + 1);
            let crew = Crew::default();
            let (send, recv) = shutdown::new_pair();
            let census = Census::new(None);
            let member = Member::new(recv, &census);
            for _ in 0..4 {
                let member = member.clone();
                let life = scope(crew.clone(), send.clone(), member, 0, fork(&mut rng));
                crew.start(life);
            }
            drop(member);
            for _ in 0..rng.below(40) {
                yield_now().await;
            }
            send.shutdown_with("enough");
            see_end(send.clone(), census.clone(), rng).await;
            crew.join_all().await;
            assert_eq!((census.inside.load(SeqCst), send.living()), (0, 0));
        });
    }
}
