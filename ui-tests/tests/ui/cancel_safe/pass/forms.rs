//! What may stand where: receivers, patterns, generics, outputs, documentation, lints.
#![deny(warnings, missing_docs, clippy::all, clippy::pedantic)]

use std::{fmt::Debug, future::Ready, pin::Pin, sync::Arc};

use mea::{latch::Latch, marker::CancelSafe, mpsc::UnboundedReceiver};

fn may_be_dropped<F: Future + CancelSafe>(future: F) -> F {
    future
}

fn is_send<F: Send>(future: F) -> F {
    future
}

/// A door.
#[derive(Debug)]
pub struct Door {
    open: Latch,
    name: String,
}

impl Door {
    /// A reference goes out.
    #[mea::cancel_safe]
    pub async fn name(&self) -> &str {
        self.open.wait().await;
        &self.name
    }

    /// An error goes out early, and the types of output and body differ.
    ///
    /// # Errors
    ///
    /// If it is.
    #[mea::cancel_safe]
    #[inline]
    pub async fn parse<'a, T>(
        &'a mut self,
        text: &'a str,
        mut n: usize,
    ) -> Result<Box<dyn Debug + 'a>, T::Err>
    where
        T: std::str::FromStr + Debug + 'a,
    {
        #![allow(clippy::similar_names)]
        n += 1;
        if n == 2 {
            self.open.wait().await;
            return Ok(Box::new(n));
        }
        Ok(Box::new(text.parse::<T>()?))
    }

    /// Patterns, `impl Trait`, and functions in functions.
    #[mea::cancel_safe]
    async fn patterns(
        &self,
        (a, b): (u8, u8),
        [c, ..]: &[u8; 2],
        f: impl Fn(u8) -> u8 + Copy,
    ) -> impl Debug {
        let later = async || self.open.wait().await;
        drop((later, async { self.open.wait().await }));
        self.open.wait().await;
        f(a + b + c)
    }

    /// It does not come back.
    #[mea::cancel_safe]
    async fn never(&self) -> u8 {
        self.open.wait().await;
        panic!("it is {}", self.name);
    }

    /// By value, on one's own responsibility.
    #[mea::cancel_safe(trust)]
    async fn trusted(self: Arc<Self>, suffix: String, _: Vec<u8>) -> String {
        let name = async { self.name.clone() }.await;
        async { name + &suffix }.await
    }

    /// It changes what it has taken.
    #[mea::cancel_safe(trust)]
    async fn renamed(mut self: Box<Self>, mut name: Option<String>) -> String {
        self.name.extend(name.take());
        self.open.wait().await;
        self.name
    }

    /// Borrowed, in other words.
    #[mea::cancel_safe]
    async fn in_other_words<'d>(self: &'d mut Self, #[allow(unused)] n: u8) -> &'d mut Latch {
        self.open.wait().await;
        &mut self.open
    }

    #[mea::cancel_safe]
    async fn pinned(self: Pin<&Self>, x: u8) {
        let _ = x;
        self.open.wait().await;
    }
}

/// A source of numbers.
pub trait Source {
    /// Every one of them must be.
    #[mea::cancel_safe]
    async fn next(&mut self) -> Option<u32>;

    /// One that is there.
    #[mea::cancel_safe]
    async fn now(&mut self) -> u32 {
        std::future::ready(1).await
    }
}

impl Source for UnboundedReceiver<u32> {
    #[mea::cancel_safe]
    async fn next(&mut self) -> Option<u32> {
        self.recv().await.ok()
    }
}

/// An `async fn` in a trait that says nothing.
pub trait Plain {
    /// The next.
    fn next(&mut self) -> impl Future<Output = Option<u32>> + Send;
}

impl Plain for Latch {
    #[mea::cancel_safe]
    async fn next(&mut self) -> Option<u32> {
        self.wait().await;
        None
    }
}

/// It lends what it has borrowed itself.
pub struct Words<'a>(std::str::Split<'a, char>, Latch);

impl<'a> Words<'a> {
    /// The next.
    #[mea::cancel_safe]
    pub async fn next(&mut self) -> Option<&'a str> {
        self.1.wait().await;
        self.0.next()
    }
}

/// A free one.
#[mea::cancel_safe]
pub async fn first<S>(_: &mut S, ready: &mut Ready<u8>, answer: Option<u8>) -> u8
where
    S: Source + ?Sized,
{
    match answer {
        Some(answer) => answer,
        None => ready.await,
    }
}

/// `if let`, `let else`, `?`, closures, nested blocks: one await on each path.
#[mea::cancel_safe]
pub async fn branches(
    door: &Door,
    numbers: &mut Vec<u32>,
    rx: &mut UnboundedReceiver<u32>,
) -> Option<u32> {
    if let Some(x) = numbers.pop() {
        return Some(x);
    }
    let first = numbers.first().copied();
    let Some(second) = numbers.get(1) else {
        door.open.wait().await;
        return first;
    };
    let mut mine = vec![*second, 2];
    let own = mine.pop();
    let x = match rx.try_recv() {
        Ok(x) => x,
        Err(_) if first.is_some() || own.is_none() => rx.recv().await.ok()?,
        Err(_) => {
            println!("{:?}", rx.recv().await);
            3
        }
    };
    let f = |y: u32| x + y + own.unwrap_or_default();
    Some(f(1))
}

fn main() {
    let door = Door {
        open: Latch::new(1),
        name: String::new(),
    };
    drop(may_be_dropped(is_send(door.name())));
    drop(may_be_dropped(is_send(door.patterns(
        (1, 2),
        &[3, 4],
        |x| x,
    ))));
    drop(may_be_dropped(door.never()));
    drop(may_be_dropped(Pin::new(&door).pinned(1)));
    drop(may_be_dropped(is_send(
        Arc::new(door).trusted(String::new(), Vec::new()),
    )));
    let mut words = Words("a b".split(' '), Latch::new(0));
    drop(may_be_dropped(is_send(words.next())));
    let mut door = Door {
        open: Latch::new(1),
        name: String::new(),
    };
    drop(may_be_dropped(is_send(door.parse::<u8>("1", 2))));
    let (_tx, mut rx) = mea::mpsc::unbounded();
    drop(may_be_dropped(Source::next(&mut rx)));
    drop(may_be_dropped(is_send(rx.now())));
    drop(may_be_dropped(Plain::next(&mut Latch::new(1))));
    drop(may_be_dropped(is_send(branches(
        &door,
        &mut vec![],
        &mut rx,
    ))));
}
