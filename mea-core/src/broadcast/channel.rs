//! What both forms of the channel are: a [`Log`] behind the lock of a queue. Receivers wait in its line;
//! senders, where they wait, in a lane beside it.
//!
//! All receivers that wait have received everything, so a message is for all of them: sending it ends
//! their *generation*, as at a gate. No wake-up is lost: a receiver looks for a message under the lock
//! before it gets in line, and whoever sends one has added it under the lock.
//!
//! Room is handed to the first sender in the lane, which has it *reserved* until it is polled, or
//! dropped. When the last receiver goes, all senders that wait are told, also if a new receiver comes
//! before they are polled: that begins another *epoch*, in which nothing is reserved.
//!
//! Invariants, under the lock:
//!
//! 1. Messages and reservations together are at most as many as the capacity.
//! 2. If there is room, and a receiver, nobody is in the lane, or somebody is about to
//!    [`hand_out`](Channel::hand_out).
//! 3. A sender that was granted room has a reservation exactly if it got in line in this epoch.

use alloc::sync::Arc;
use core::{
    marker::PhantomData,
    mem,
    panic::{RefUnwindSafe, UnwindSafe},
    task::Waker,
};

use super::{cells::Added, log::Log, reading::Reading};
use crate::{
    gate::{Generation, OfGeneration},
    queue::{Engine, Entry, Lane, Lanes, Left, Line, Queue},
    wake::WakeBatch,
};

/// The engine. All that it has is in its [`State`].
pub(crate) struct Broadcast<T>(PhantomData<fn(T) -> T>);

/// The queue of a channel.
pub(crate) type Channel<T> = Queue<Broadcast<T>>;

// Receivers share a message while they clone it.
impl<T: UnwindSafe + RefUnwindSafe> UnwindSafe for State<T> {}

/// What the lock guards.
pub(crate) struct State<T> {
    pub(super) log: Log<T>,
    senders: usize,
    /// Of the receivers that get in line now.
    generation: Generation,
    /// The senders that wait for room.
    lane: Lane<Broadcast<T>>,
    reserved: usize,
    epoch: Epoch,
}

/// How often the last receiver has gone.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Epoch(u64);

/// What one waits for.
#[derive(Clone, Copy)]
pub(crate) enum Want {
    /// For the message at this position, or to be told that there will be none.
    Message(u64),
    /// For room, or to be told that nobody receives.
    Room(Epoch),
}

/// Where, and since when.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    generation: Generation,
    in_lane: bool,
}

impl OfGeneration for Place {
    #[inline(always)]
    fn generation(self) -> Generation {
        self.generation
    }
}

/// Why a receiver gets no message.
pub(super) enum NoMessage {
    Empty,
    Disconnected,
    Lost(u64),
}

/// Why a message is not sent.
pub(super) enum NotSent {
    /// There is no room, in this epoch.
    Full(Epoch),
    Disconnected,
}

impl<T> State<T> {
    /// Are there no senders any more?
    pub(super) fn is_closed(&self) -> bool {
        self.senders == 0
    }

    /// Why there is nothing.
    pub(super) fn nothing(&self) -> NoMessage {
        if self.is_closed() {
            NoMessage::Disconnected
        } else {
            NoMessage::Empty
        }
    }

    fn has_room(&self) -> bool {
        self.log.len() + self.reserved < self.log.capacity()
    }

    /// Need one who wants this not wait?
    fn is_there(&self, want: Want) -> bool {
        match want {
            Want::Message(position) => position < self.log.tail() || self.is_closed(),
            Want::Room(epoch) => epoch != self.epoch || (self.has_room() && self.lane.is_empty()),
        }
    }

    /// Lets the first sender in the lane through, if it may go.
    fn admit(&mut self) -> Option<Waker> {
        let Want::Room(epoch) = self.lane.front()? else {
            unreachable!("those in the lane want room");
        };
        if epoch == self.epoch {
            if !self.has_room() {
                return None;
            }
            self.reserved += 1;
        }
        self.lane.grant_front()
    }
}

impl<T> Engine for Broadcast<T> {
    const MODULE: &'static str = "broadcast";
    type Want = Want;
    type Place = Place;
    type State = State<T>;

    #[inline]
    fn try_enter(&self, _: Want) -> bool {
        false
    }

    /// Takes nothing: who enters looks again.
    fn enter(&self, line: &mut Line<'_, Self>, want: Want) -> Entry<Self> {
        let state = line.state();
        if state.is_there(want) {
            return Entry::Entered;
        }
        Entry::Back(Place {
            generation: state.generation,
            in_lane: matches!(want, Want::Room(_)),
        })
    }

    fn cancelled(_: &Channel<T>, _: Line<'_, Self>, _: Left<Self>) {}

    fn give_back(channel: &Channel<T>, want: Want, _: Place) {
        // A message was for all who waited.
        if let Want::Room(epoch) = want {
            let mut line = channel.lock();
            if line.state().epoch == epoch {
                line.state().reserved -= 1;
                channel.hand_out(line);
            }
        }
    }

    #[inline]
    fn lane(state: &mut State<T>, place: Place) -> Option<&mut Lane<Self>> {
        place.in_lane.then_some(&mut state.lane)
    }
}

#[allow(unsafe_code)]
// SAFETY: the lane is a field of the state, which is replaced nowhere; a place says once and for all
// whether it is there.
unsafe impl<T> Lanes for Broadcast<T> {}

impl<T> Channel<T> {
    /// A channel with a sender and a receiver, which is at position 0.
    pub(super) fn with_log(log: Log<T>) -> Arc<Self> {
        let state = State {
            log,
            senders: 1,
            generation: Generation::FIRST,
            lane: Lane::new(),
            reserved: 0,
            epoch: Epoch(0),
        };
        let this = Arc::new(Self::new(Broadcast(PhantomData), state, 0));
        this.add_receiver(Some(0));
        this
    }

    pub(super) fn with<R>(&self, f: impl FnOnce(&mut State<T>) -> R) -> R {
        f(self.lock().state())
    }

    pub(super) fn add_sender(&self) {
        self.with(|state| state.senders += 1);
    }

    /// The last one tells the receivers.
    pub(super) fn remove_sender(&self) {
        let mut line = self.lock();
        line.state().senders -= 1;
        if line.state().is_closed() {
            self.notify(line);
        }
    }

    /// One more receiver, at `position` or where the next message will be; returns the position.
    pub(super) fn add_receiver(&self, position: Option<u64>) -> u64 {
        let mut line = self.lock();
        while line.state().log.needs_cell() {
            // The allocator is not called under the lock.
            drop(line);
            let cell = Added::new();
            line = self.lock();
            line.state().log.add_cell(cell);
        }
        let log = &mut line.state().log;
        let position = position.unwrap_or(log.tail());
        log.join(position);
        position
    }

    /// The last one tells the senders.
    pub(super) fn remove_receiver(&self, position: u64) {
        let mut line = self.lock();
        let state = line.state();
        state.log.leave(position);
        if state.log.receivers() == 0 {
            state.epoch.0 += 1;
            state.reserved = 0;
        }
        self.drop_unwanted(line);
    }

    /// Unlocks; drops the messages that nobody wants, one by one, and hands out their room.
    fn drop_unwanted<'a>(&'a self, mut line: Line<'a, Broadcast<T>>) {
        /// Goes on when a message panics, or a waker.
        struct GoOn<'a, T>(&'a Channel<T>);
        impl<T> Drop for GoOn<'_, T> {
            fn drop(&mut self) {
                self.0.drop_unwanted(self.0.lock());
            }
        }

        loop {
            let unwanted = line.state().log.unwanted();
            let go_on = GoOn(self);
            self.hand_out(line);
            let is_last = unwanted.is_none();
            drop(unwanted);
            mem::forget(go_on);
            if is_last {
                return;
            }
            line = self.lock();
        }
    }

    /// Sends a message, in place of the oldest one if there is no room. Never waits.
    pub(super) fn send_over(&self, message: T) {
        let mut line = self.lock();
        let log = &mut line.state().log;
        if log.receivers() == 0 {
            drop(line);
            return drop(message);
        }
        let evicted = if log.is_full() { log.evict() } else { None };
        log.push(message);
        self.notify(line);
        drop(evicted);
    }

    /// Sends the message out of `slot`, where it stays if it is not sent. `turn`: a sender that was
    /// granted room, in this epoch or before.
    pub(super) fn send_out_of(
        &self,
        slot: &mut Option<T>,
        turn: Option<Epoch>,
    ) -> Result<(), NotSent> {
        let mut line = self.lock();
        let state = line.state();
        match turn {
            _ if state.log.receivers() == 0 => return Err(NotSent::Disconnected),
            Some(epoch) if epoch != state.epoch => return Err(NotSent::Disconnected),
            Some(_) => state.reserved -= 1,
            None if state.is_there(Want::Room(state.epoch)) => {}
            None => return Err(NotSent::Full(state.epoch)),
        }
        let Some(message) = slot.take() else {
            unreachable!("a message is sent once");
        };
        state.log.push(message);
        self.notify(line);
        Ok(())
    }

    /// Unlocks, and wakes the receivers that are in line.
    fn notify(&self, mut line: Line<'_, Broadcast<T>>) {
        if line.is_empty() {
            return;
        }
        let end = line.state().generation.end();
        self.let_through(line, end);
    }

    /// Unlocks, and lets those senders through that may go.
    #[inline]
    pub(super) fn hand_out<'a>(&'a self, mut line: Line<'a, Broadcast<T>>) {
        if !line.state().lane.is_empty() {
            self.hand_out_to_all(line);
        }
    }

    #[cold]
    fn hand_out_to_all<'a>(&'a self, mut line: Line<'a, Broadcast<T>>) {
        /// Goes on when a waker panics.
        struct GoOn<'a, T>(&'a Channel<T>);
        impl<T> Drop for GoOn<'_, T> {
            fn drop(&mut self) {
                self.0.hand_out(self.0.lock());
            }
        }

        // Dropped in reverse: first the batch wakes the rest of itself, then `GoOn` goes on.
        let go_on = GoOn(self);
        let mut batch = WakeBatch::new();
        loop {
            while !batch.is_full() {
                let Some(waker) = line.state().admit() else {
                    drop(line);
                    batch.wake();
                    mem::forget(go_on);
                    return;
                };
                batch.push(waker);
            }
            drop(line);
            batch.wake();
            line = self.lock();
        }
    }

    /// The next message for the receiver at `position`, which moves on.
    #[inline]
    pub(super) fn receive(&self, position: &mut u64) -> Result<T, NoMessage>
    where
        T: Clone,
    {
        match Reading::begin(self, position)? {
            Reading::Taken(message) => Ok(message),
            Reading::Shared(shared) => Ok(shared.copy()),
        }
    }
}
