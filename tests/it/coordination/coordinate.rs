//! `#[coordinate]`: what the handlers of an event loop get, and what they may return.

use std::{future::ready, num::ParseIntError, ops::ControlFlow};

use mea::{
    coordinate,
    mpsc::{self, UnboundedReceiver},
};

use crate::support::{Task, now};

/// The outputs of a handler, in a loop that returns a `Result`.
struct Sums {
    plain: UnboundedReceiver<u32>,
    results: UnboundedReceiver<Result<u32, ParseIntError>>,
    flows: UnboundedReceiver<ControlFlow<u32, u32>>,
    both: UnboundedReceiver<Result<Option<u32>, ParseIntError>>,
    sum: u32,
}

#[derive(Debug, PartialEq)]
struct Wrong(ParseIntError);

impl From<ParseIntError> for Wrong {
    fn from(error: ParseIntError) -> Self {
        Self(error)
    }
}

#[coordinate]
impl Sums {
    #[event_loop(biased)]
    async fn run(&mut self) -> Result<u32, Wrong>;

    #[on(Ok(n) = self.plain.recv())]
    fn plain(&mut self, n: u32) {
        self.sum += n;
    }

    #[on(Ok(n) = self.results.recv())]
    async fn result(&mut self, n: Result<u32, ParseIntError>) -> Result<(), ParseIntError> {
        self.sum += n?;
        Ok(())
    }

    #[on(Ok(n) = self.flows.recv())]
    fn flow(&mut self, n: ControlFlow<u32, u32>) -> ControlFlow<Result<u32, Wrong>> {
        match n {
            ControlFlow::Continue(n) => self.sum += n,
            ControlFlow::Break(n) => return ControlFlow::Break(Ok(self.sum + n)),
        }
        ControlFlow::Continue(())
    }

    #[on(Ok(n) = self.both.recv())]
    fn both(&mut self, n: Result<Option<u32>, ParseIntError>) -> Result<ControlFlow<u32>, Wrong> {
        let Some(n) = n? else {
            return Ok(ControlFlow::Break(self.sum));
        };
        self.sum += n;
        Ok(ControlFlow::Continue(()))
    }

    #[on(else)]
    fn nothing_left(&mut self) -> ControlFlow<Result<u32, Wrong>> {
        ControlFlow::Break(Ok(self.sum + 1000))
    }
}

impl Sums {
    /// 1, 2, 4 and 8, one by each, and whatever else is given.
    fn new(
        result: Option<Result<u32, ParseIntError>>,
        flow: Option<ControlFlow<u32, u32>>,
        both: Option<Result<Option<u32>, ParseIntError>>,
    ) -> Self {
        Self {
            plain: messages([Some(1)]),
            results: messages([Some(Ok(2)), result]),
            flows: messages([Some(ControlFlow::Continue(4)), flow]),
            both: messages([Some(Ok(Some(8))), both]),
            sum: 0,
        }
    }
}

/// A channel with these messages, and no more.
fn messages<T>(messages: impl IntoIterator<Item = Option<T>>) -> UnboundedReceiver<T> {
    let (tx, rx) = mpsc::unbounded();
    for message in messages.into_iter().flatten() {
        tx.send(message).unwrap_or_else(|_| unreachable!());
    }
    rx
}

fn wrong() -> ParseIntError {
    "x".parse::<u32>().unwrap_err()
}

#[test]
fn handlers_go_on_until_one_ends_the_loop() {
    let mut all = Sums::new(None, None, None);
    assert_eq!(now(all.run()), Ok(1015), "by `else`");
    let mut flow = Sums::new(None, Some(ControlFlow::Break(100)), None);
    assert_eq!(now(flow.run()), Ok(107), "by a `ControlFlow`");
    let mut error = Sums::new(Some(Err(wrong())), None, None);
    assert_eq!(now(error.run()), Err(Wrong(wrong())), "by an error");
    assert_eq!(error.sum, 3);
    let mut both = Sums::new(None, None, Some(Ok(None)));
    assert_eq!(now(both.run()), Ok(15), "by a `ControlFlow` in a `Result`");
    let mut both = Sums::new(None, None, Some(Err(wrong())));
    assert_eq!(
        now(both.run()),
        Err(Wrong(wrong())),
        "by an error beside it"
    );
}

/// Where the parameters of handlers come from.
struct Names {
    pairs: UnboundedReceiver<(u32, &'static str)>,
    seen: Vec<String>,
}

#[coordinate]
impl Names {
    #[event_loop(biased)]
    async fn run(&mut self, mut lines: UnboundedReceiver<&'static str>, limit: usize) -> usize;

    /// Not all that the pattern binds, and in another order than it.
    #[on(Ok((number, name)) = self.pairs.recv(), if self.seen.len() < limit)]
    fn pair(&mut self, name: &str, number: u32) {
        self.seen.push(format!("{name} {number}"));
    }

    /// The whole output, under a name of its own; twice.
    #[on(keep lines.recv(), if limit > 0)]
    #[on(once ready(Ok("once")))]
    async fn line(&mut self, whole: Result<&'static str, mpsc::RecvError>) -> ControlFlow<usize> {
        match whole {
            Ok(line) => self.seen.push(line.to_owned()),
            Err(_) => return ControlFlow::Break(self.seen.len()),
        }
        ControlFlow::Continue(())
    }

    #[on(else)]
    fn nothing_left(&mut self) -> ControlFlow<usize> {
        ControlFlow::Break(0)
    }

    /// What has no attribute stays as it is.
    fn helper(&self) -> usize {
        self.seen.len()
    }
}

#[test]
fn a_handler_gets_what_it_names() {
    let (pair, pairs) = mpsc::unbounded();
    let (line, lines) = mpsc::unbounded();
    let mut names = Names {
        pairs,
        seen: Vec::new(),
    };
    {
        let mut run = Task::waiting(names.run(lines, 3));
        pair.send((1, "one")).unwrap();
        pair.send((2, "two")).unwrap();
        // Past the limit: it is not asked for any more.
        pair.send((3, "three")).unwrap();
        run.pending();
        line.send("line").unwrap();
        run.pending();
        drop(line);
        assert_eq!(run.ready(), 4);
    }
    assert_eq!(names.seen, ["once", "one 1", "two 2", "line"]);
    assert_eq!(names.helper(), 4);
    // A handler is a method, too.
    names.pair("ten", 10);
    assert_eq!(names.seen.last().unwrap(), "ten 10");
}
