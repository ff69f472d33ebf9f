//! The load: clients that send lines and check the answers.

use std::{
    io::{self, ErrorKind},
    net::SocketAddr,
    sync::Arc,
    time::Duration,
};

use mea::latch::Latch;
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::TcpStream,
    task::JoinHandle,
    time::sleep,
};

use crate::{
    args::Args,
    connection::{BYE, HELLO},
    digest::digest,
    timeline::{Part, Timeline},
};

/// The longest pause between an answer and the next request, in microseconds.
const PAUSE: u64 = 3_000;

pub(crate) struct Load {
    half: Arc<Latch>,
    clients: Vec<JoinHandle<Client>>,
}

/// What the clients have seen.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    pub(crate) clients: usize,
    pub(crate) failed: usize,
    pub(crate) right: u64,
    pub(crate) wrong: u64,
    /// Requests that crossed with the good-bye.
    pub(crate) unanswered: u64,
}

struct Client {
    part: Part,
    random: Random,
    connected: Arrival,
    answered: Arrival,
    seen: Seen,
}

impl Load {
    /// Starts the clients. They begin to send when all are connected.
    pub(crate) fn start(args: &Args, address: SocketAddr, timeline: &Arc<Timeline>) -> Self {
        let connected = Arc::new(Latch::new(args.clients));
        let half = Arc::new(Latch::new((args.clients * args.requests).div_ceil(2)));
        let part = timeline.part("load");
        part.waits(
            "begins",
            format_args!("{} clients to connect", args.clients),
        );
        let clients = (1..=args.clients).map(|number| {
            let client = Client {
                part: timeline.part(format!("client {number}")),
                random: Random(args.seed ^ (u64::from(number) << 32)),
                connected: Arrival(connected.clone(), 1),
                answered: Arrival(half.clone(), args.requests),
                seen: Seen::default(),
            };
            tokio::spawn(client.run(address, args.requests))
        });
        Self {
            clients: clients.collect(),
            half,
        }
    }

    /// Waits until half of the answers are in, or cannot come any more.
    pub(crate) async fn half_done(&self) {
        self.half.wait().await;
    }

    /// Waits for the clients.
    pub(crate) async fn end(self) -> Seen {
        let mut sum = Seen::default();
        for client in self.clients {
            sum.clients += 1;
            match client.await {
                Ok(Client { seen, .. }) => {
                    sum.failed += seen.failed;
                    sum.right += seen.right;
                    sum.wrong += seen.wrong;
                    sum.unanswered += seen.unanswered;
                }
                // It has panicked.
                Err(_) => sum.failed += 1,
            }
        }
        sum
    }
}

impl Client {
    async fn run(mut self, address: SocketAddr, requests: u32) -> Self {
        let result = self.talk(address, requests).await;
        let Seen { right, wrong, .. } = self.seen;
        match result {
            Ok(last) => self
                .part
                .says(format_args!("gone after {}: {last}", right + wrong)),
            Err(error) => {
                self.seen.failed = 1;
                self.part.says(format_args!("failed: {error}"));
            }
        }
        // Whoever waits for what it has not brought, waits no longer.
        self.connected.all();
        self.answered.all();
        self
    }

    /// What the service said last.
    async fn talk(&mut self, address: SocketAddr, requests: u32) -> io::Result<String> {
        let mut stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let (read, mut write) = stream.split();
        let mut lines = BufReader::new(read).lines();
        let mut next = async || {
            let line = lines.next_line().await?;
            line.ok_or_else(|| io::Error::new(ErrorKind::UnexpectedEof, "no good-bye"))
        };
        if next().await? != HELLO {
            return Err(io::Error::new(ErrorKind::InvalidData, "no greeting"));
        }
        self.connected.one();
        self.connected.0.wait().await;

        for _ in 0..requests {
            let request = format!("{:x}", self.random.next());
            write.write_all(format!("{request}\n").as_bytes()).await?;
            let answer = next().await?;
            if answer.starts_with(BYE) {
                self.seen.unanswered += 1;
                return Ok(answer);
            }
            let is_right = u64::from_str_radix(&answer, 16) == Ok(digest(&request));
            self.seen.right += u64::from(is_right);
            self.seen.wrong += u64::from(!is_right);
            self.answered.one();
            sleep(Duration::from_micros(self.random.next() % PAUSE)).await;
        }
        // Stays, as clients do, until it is asked to go.
        next().await
    }
}

/// A number of arrivals at a latch that somebody owes.
struct Arrival(Arc<Latch>, u32);

impl Arrival {
    fn one(&mut self) {
        self.1 -= 1;
        self.0.count_down();
    }

    fn all(&mut self) {
        self.0.arrive(std::mem::take(&mut self.1));
    }
}

impl Drop for Arrival {
    /// Also if the client panics.
    fn drop(&mut self) {
        self.all();
    }
}

/// Seeded numbers: Steele, Lea and Flood's SplitMix64.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
}
