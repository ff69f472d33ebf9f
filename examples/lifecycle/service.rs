//! The service: its scopes, how it starts, and how it stops.

use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use mea::{
    latch::Latch,
    shutdown::{self, ShutdownRecv, ShutdownSend},
};
use tokio::{net::TcpListener, task::JoinHandle};

use crate::{
    args::Args,
    deadline::Deadline,
    job::{self, Ended},
    listener::{self, Listener},
    queue::Queue,
    timeline::{Part, Timeline},
    why::Why,
    worker,
};

/// The jobs, and the part of the deadline that the last work of each takes.
const JOBS: [(&str, f64); 2] = [("flush", 0.25), ("snapshot", 4.0)];

pub(crate) struct Service {
    part: Part,
    address: SocketAddr,
    scope: ShutdownSend,
    /// The service is one who lives in its own scope, until its parts have ended.
    recv: ShutdownRecv,
    listener: Pair,
    workers: Pair,
    /// Shut down at the deadline. It is no part of the tree, and nobody lives in it.
    cut: ShutdownSend,
    jobs: Vec<JoinHandle<Ended>>,
}

/// A scope of the service and the one below it, with their names.
struct Pair {
    part: Part,
    scope: ShutdownSend,
    below: (&'static str, ShutdownSend),
}

/// How the stop went.
#[derive(Debug)]
pub(crate) struct Stopped {
    pub(crate) took: Duration,
    pub(crate) done: usize,
    pub(crate) cut_off: usize,
}

/// What the parts share while they are started.
struct Start<'a> {
    timeline: &'a Arc<Timeline>,
    scope: ShutdownSend,
    cut: ShutdownSend,
    queue: Arc<Queue>,
    ready: Arc<Latch>,
}

impl Service {
    /// Starts all parts, and waits until they are ready.
    pub(crate) async fn start(args: &Args, timeline: &Arc<Timeline>) -> io::Result<Self> {
        let part = timeline.part("service");
        let socket = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = socket.local_addr()?;
        let parts = 1 + args.workers + JOBS.len() as u32;
        part.waits(
            format_args!("starts on {address}"),
            format_args!("{parts} parts"),
        );

        let (scope, recv) = shutdown::new_pair();
        let start = Start {
            timeline,
            scope,
            cut: shutdown::new_pair().0,
            queue: Arc::default(),
            ready: Arc::new(Latch::new(parts)),
        };
        let listener = start.listener(socket);
        let (workers, jobs) = start.workers(args);
        start.ready.wait().await;
        part.says("ready");
        Ok(Self {
            part,
            address,
            scope: start.scope,
            recv,
            listener,
            workers,
            cut: start.cut,
            jobs,
        })
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Stops it: first those who bring work, then those who do it. Returns when the last one has ended.
    pub(crate) async fn stop(self, why: Why, limit: Duration) -> Stopped {
        let deadline = Deadline::new(limit, self.cut, self.part.clone());
        self.part
            .waits(format_args!("stop asked: {why}"), "listener, then workers");
        self.listener.stop(why, &deadline).await;
        self.workers.stop(why, &deadline).await;
        self.scope.shutdown_with(why);
        drop(self.recv);
        deadline.wait_for("service", &self.scope).await;
        let took = deadline.elapsed();
        self.part.says("ended");

        let mut ends = Vec::new();
        for job in self.jobs {
            // It fails only if the job has panicked; then it was not done.
            ends.push(job.await.unwrap_or(Ended::CutOff));
        }
        let done = ends.iter().filter(|end| **end == Ended::Done).count();
        Stopped {
            took,
            done,
            cut_off: ends.len() - done,
        }
    }
}

impl Start<'_> {
    fn listener(&self, socket: TcpListener) -> Pair {
        let (scope, recv) = self.scope.child();
        let (connections, _) = scope.child();
        let part = self.timeline.part("listener");
        let listener = Listener {
            part: part.clone(),
            socket,
            registrar: connections.registrar(),
            cut: self.cut.watch(),
            queue: self.queue.clone(),
        };
        tokio::spawn(listener::listen(listener, recv, self.ready.clone()));
        Pair {
            part,
            scope,
            below: ("connections", connections),
        }
    }

    fn workers(&self, args: &Args) -> (Pair, Vec<JoinHandle<Ended>>) {
        let (scope, recv) = self.scope.child();
        for number in 1..=args.workers {
            let part = self.timeline.part(format!("worker {number}"));
            let (recv, queue) = (recv.clone(), self.queue.clone());
            tokio::spawn(worker::work(part, recv, queue, self.ready.clone()));
        }
        let (below, recv) = recv.child();
        let jobs = JOBS.map(|(name, takes)| {
            let part = self.timeline.part(format!("job {name}"));
            let takes = args.deadline.mul_f64(takes);
            let cut = self.cut.watch();
            tokio::spawn(job::run(part, recv.clone(), cut, takes, self.ready.clone()))
        });
        let pair = Pair {
            part: self.timeline.part("workers"),
            scope,
            below: ("jobs", below),
        };
        (pair, jobs.into())
    }
}

impl Pair {
    /// Shuts both down, and waits for both: the one below ends first.
    async fn stop(&self, why: Why, deadline: &Deadline) {
        let (name, below) = &self.below;
        let (here, there) = (self.scope.living(), below.living());
        // The numbers may change between the two looks.
        let own = here.saturating_sub(usize::from(there > 0));
        self.part.waits(
            "told to stop",
            format_args!("{own} of its own, {there} in {name}"),
        );
        // Not before: what follows from it is to stand below it.
        self.scope.shutdown_with(why);
        deadline.wait_for(name, below).await;
        self.part.other(*name).says("ended");
        deadline.wait_for(self.part.name(), &self.scope).await;
        self.part.says("ended");
    }
}
