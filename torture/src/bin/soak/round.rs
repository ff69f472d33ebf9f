//! All scenarios, at once, on each of the runtimes, at the same time.

use std::{
    collections::BTreeSet,
    sync::{
        Arc, LazyLock, Mutex,
        mpsc::{self, RecvTimeoutError},
    },
    thread,
    time::{Duration, Instant},
};

use mea::blocking::block_on;
use mea_torture::{
    Runtime,
    runtime::{Smol, Threads, Tokio},
    scenarios,
};

static TOKIO: LazyLock<tokio::runtime::Runtime> = LazyLock::new(|| {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    builder.worker_threads(2).build().expect("tokio starts")
});

/// The programs that run, to be named if they do not end.
#[derive(Clone, Default)]
struct Open(Arc<Mutex<BTreeSet<String>>>);

impl Open {
    fn begin(&self, name: &str) {
        self.0.lock().expect("nobody panics").insert(name.into());
    }

    fn end(&self, name: &str) {
        self.0.lock().expect("nobody panics").remove(name);
    }

    fn names(&self) -> String {
        let names = self.0.lock().expect("nobody panics");
        names.iter().cloned().collect::<Vec<_>>().join(", ")
    }
}

/// Runs them; says how many there were, or what went wrong.
pub(crate) fn run(turns: usize, patience: Duration) -> Result<usize, String> {
    let open = Open::default();
    let (done, ended) = mpsc::channel();
    let start = |run: fn(usize, &Open) -> usize, turns| {
        let (done, open) = (done.clone(), open.clone());
        thread::spawn(move || {
            // If it panics, nothing is sent.
            done.send(run(turns, &open)).expect("they are waited for");
        })
    };
    let threads = [
        start(
            |turns, open| TOKIO.block_on(all::<Tokio>("tokio", turns, open)),
            turns,
        ),
        start(
            |turns, open| block_on(all::<Smol>("smol", turns, open)),
            turns,
        ),
        // To start a thread takes longer than to start a task.
        start(
            |turns, open| block_on(all::<Threads>("threads", turns, open)),
            turns.div_ceil(10),
        ),
    ];
    drop(done);
    let limit = Instant::now() + patience;
    let mut programs = 0;
    loop {
        match ended.recv_timeout(limit.saturating_duration_since(Instant::now())) {
            Ok(n) => programs += n,
            Err(RecvTimeoutError::Disconnected) => break,
            Err(RecvTimeoutError::Timeout) => return Err(format!("no end of {}", open.names())),
        }
    }
    for thread in threads {
        thread
            .join()
            .map_err(|_| format!("a law is broken, in one of {}", open.names()))?;
    }
    Ok(programs)
}

async fn all<R: Runtime>(runtime: &str, turns: usize, open: &Open) -> usize {
    let begin = |scenario: scenarios::Scenario| {
        let (open, name) = (open.clone(), format!("{runtime} {}", scenario.name));
        R::spawn(async move {
            open.begin(&name);
            (scenario.begin)(turns).await;
            open.end(&name);
        })
    };
    let tasks: Vec<_> = scenarios::all::<R>().into_iter().map(begin).collect();
    let n = tasks.len();
    for task in tasks {
        task.await;
    }
    n
}
