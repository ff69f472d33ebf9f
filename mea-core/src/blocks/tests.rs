//! The chain of blocks against a plain model, with sends that stop half-way.
#![allow(unsafe_code)]

use std::{collections::BTreeMap, vec::Vec};

use proptest::prelude::*;

use super::*;

/// Eight slots a block.
type Large = [u64; 32];

#[derive(Clone, Debug)]
enum Op {
    /// A sender claims a slot.
    Claim,
    /// One of those who have claimed one publishes.
    Publish(prop::sample::Index),
    Push,
    Take,
    Park,
    Len,
    Close,
}

fn ops() -> impl Strategy<Value = Vec<Op>> {
    let op = prop_oneof![
        6 => Just(Op::Claim),
        8 => any::<prop::sample::Index>().prop_map(Op::Publish),
        6 => Just(Op::Push),
        12 => Just(Op::Take),
        2 => Just(Op::Park),
        2 => Just(Op::Len),
        1 => Just(Op::Close),
    ];
    prop::collection::vec(op, 1..150)
}

/// What a send does after its claim.
#[allow(clippy::result_large_err)] // As `push`; it is wide so that a block has few slots.
fn publish(tail: &Tail<Large>, claim: Place<Large>, value: Large) -> Result<bool, Large> {
    let (block, index) = split(claim);
    // SAFETY: claimed, see `Tail::push`.
    unsafe {
        Block::write(block, index, value);
        let before = (*block).ready.fetch_or(1 << index, AcqRel);
        if before & OVER != 0 {
            return Err(Block::read(block, index));
        }
        let _ = tail;
        Ok(before & PARKED != 0)
    }
}

fn run(ops: Vec<Op>) -> Result<(), TestCaseError> {
    let (mut tail, mut head) = (Tail::new(), Head::new());
    // By the order of their claims.
    let mut claims = BTreeMap::new();
    let mut published = BTreeMap::new();
    let (mut next, mut closed, mut parked) = (0u64, false, false);
    for op in ops {
        match op {
            Op::Claim => match tail.claim() {
                Some(claim) => {
                    prop_assert!(!closed);
                    claims.insert(next, claim);
                    next += 1;
                }
                None => prop_assert!(closed),
            },
            Op::Publish(_) if claims.is_empty() => {}
            Op::Publish(index) => {
                let number = *claims.keys().nth(index.index(claims.len())).unwrap();
                let claim = claims.remove(&number).unwrap();
                match publish(&tail, claim, [number; 32]) {
                    Ok(wake) => {
                        prop_assert!(!closed);
                        parked &= !wake;
                        published.insert(number, ());
                    }
                    Err(value) => {
                        prop_assert!(closed);
                        prop_assert_eq!(value, [number; 32]);
                    }
                }
            }
            Op::Push => match tail.push([next; 32]) {
                Ok(wake) => {
                    prop_assert!(!closed);
                    parked &= !wake;
                    published.insert(next, ());
                    next += 1;
                }
                Err(value) => {
                    prop_assert!(closed);
                    prop_assert_eq!(value, [next; 32]);
                }
            },
            // SAFETY: the head of this tail.
            Op::Take => unsafe {
                match head.find(&tail) {
                    Some(found) => {
                        let (value, _surplus) = head.take(&tail, found);
                        prop_assert!(published.remove(&value[0]).is_some());
                        parked = false;
                    }
                    None => prop_assert!(published.is_empty()),
                }
            },
            // SAFETY: as above.
            Op::Park => match unsafe { head.park(&tail) } {
                Parked::Yes => {
                    prop_assert!(published.is_empty() && !closed);
                    parked = true;
                }
                Parked::NotEmpty => prop_assert!(!published.is_empty()),
                Parked::Over => prop_assert!(published.is_empty() && closed),
            },
            // SAFETY: as above.
            Op::Len => unsafe {
                prop_assert_eq!(head.len(&tail), published.len());
                prop_assert_eq!(head.is_empty(&tail), published.is_empty());
                prop_assert_eq!(head.is_over(&tail), closed);
            },
            Op::Close => {
                // SAFETY: as above.
                drop(unsafe { head.close(&tail) });
                closed = true;
                prop_assert!(tail.is_closed());
            }
        }
        // A reader that waits is told, at the latest when nobody is in the middle of a send.
        prop_assert!(!parked || published.is_empty() || !claims.is_empty());
    }
    for (number, claim) in claims {
        prop_assert_eq!(publish(&tail, claim, [number; 32]).is_err(), closed);
        if !closed {
            published.insert(number, ());
        }
    }
    // SAFETY: as above; and at the end nobody sends, and no message is there.
    unsafe {
        while let Some(found) = head.find(&tail) {
            let (value, _surplus) = head.take(&tail, found);
            prop_assert!(published.remove(&value[0]).is_some());
        }
        prop_assert!(published.is_empty());
        head.free(&mut tail);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_lost_or_doubled(ops in ops()) {
        run(ops)?;
    }

    /// Without sends that stop half-way, it is a queue.
    #[test]
    fn is_a_queue(pushes in prop::collection::vec(0usize..200, 1..12)) {
        let (mut tail, mut head) = (Tail::new(), Head::new());
        let (mut sent, mut received) = (0u32, 0u32);
        for (i, count) in pushes.into_iter().enumerate() {
            for _ in 0..count {
                prop_assert!(tail.push(sent).is_ok());
                sent += 1;
            }
            let leave = if i % 2 == 0 { 0 } else { sent / 4 };
            // SAFETY: the head of this tail.
            unsafe {
                while received + leave < sent {
                    let found = head.find(&tail).expect("it was sent");
                    prop_assert_eq!(head.take(&tail, found).0, received);
                    received += 1;
                }
                prop_assert_eq!(head.len(&tail), (sent - received) as usize);
                // What is used up is not kept.
                prop_assert!(sent != received || head.blocks() <= 1);
            }
        }
        // What was freed can be used again, and freed.
        for last in 0..2 {
            // SAFETY: as above; nobody sends, and `u32` needs no drop.
            unsafe { head.free(&mut tail) };
            prop_assert!(tail.push(last).is_ok());
            // SAFETY: as above.
            let found = unsafe { head.find(&tail) }.expect("it was sent");
            // SAFETY: as above.
            prop_assert_eq!(unsafe { head.take(&tail, found) }.0, last);
        }
        // SAFETY: as above; no message is there.
        unsafe { head.free(&mut tail) };
    }
}

#[test]
fn a_block_of_words_has_512_bytes() {
    let least = if usize::BITS < 64 { 30 } else { 61 };
    assert_eq!(Block::<u64>::SLOTS, least);
    assert_eq!(Block::<()>::SLOTS, usize::BITS as usize - 2);
}

#[test]
fn a_block_of_wide_messages_has_at_most_2_kb_and_eight_slots_at_least() {
    assert_eq!(Block::<[u64; 8]>::SLOTS, 24);
    assert_eq!(Block::<[u64; 16]>::SLOTS, 15);
    assert_eq!(Block::<Large>::SLOTS, 8);
    assert_eq!(Block::<[u64; 1000]>::SLOTS, 8);
}

/// Messages that fill cache lines are in no others.
#[test]
fn a_message_of_a_cache_line_is_in_one() {
    let block = Block::<[u64; 8]>::new();
    for index in 0..Block::<[u64; 8]>::SLOTS {
        // SAFETY: the block is ours, and the index one of its slots.
        let slot = unsafe { Block::slot(block, index) };
        assert_eq!(slot.addr() % 64, 0);
    }
    // SAFETY: ours, and empty.
    unsafe { Block::free(block) };
}

/// A sender that is preempted for long in the middle of sending costs those behind it nothing: blocks that
/// are used up behind its own are neither looked at again nor kept.
#[test]
fn one_who_stops_half_way_holds_up_one_block() {
    let (mut tail, mut head) = (Tail::new(), Head::new());
    let early = tail.claim().expect("it is open");
    // SAFETY: the head of this tail; at the end nobody sends, and no message is there.
    unsafe {
        for number in 0..10_000 {
            assert!(tail.push([number; 32]).is_ok());
            let found = head.find(&tail).expect("it was sent");
            assert_eq!(head.take(&tail, found).0, [number; 32]);
            assert!(head.blocks() <= 3);
        }
        assert!(publish(&tail, early, [10_000; 32]).is_ok());
        let found = head.find(&tail).expect("it was sent");
        assert_eq!(head.take(&tail, found).0, [10_000; 32]);
        assert!(head.find(&tail).is_none());
        assert_eq!(head.blocks(), 1);
        head.free(&mut tail);
    }
}

/// Blocks with such a sender in each: what is used up behind them goes, and they do not.
#[test]
fn those_who_stop_half_way_lose_nothing() {
    const SLOTS: u64 = Block::<Large>::SLOTS as u64;
    let (mut tail, mut head) = (Tail::new(), Head::new());
    let mut claims = Vec::new();
    // SAFETY: the head of this tail; at the end nobody sends, and no message is there.
    unsafe {
        for number in 0..8 * SLOTS {
            if number < 3 * SLOTS && number % SLOTS == 2 {
                claims.push((number, tail.claim().expect("it is open")));
                continue;
            }
            assert!(tail.push([number; 32]).is_ok());
            let found = head.find(&tail).expect("it was sent");
            assert_eq!(head.take(&tail, found).0, [number; 32]);
        }
        assert!(head.blocks() <= 5);
        for (number, claim) in claims {
            assert!(publish(&tail, claim, [number; 32]).is_ok());
            let found = head.find(&tail).expect("it was sent");
            assert_eq!(head.take(&tail, found).0, [number; 32]);
        }
        assert_eq!(head.blocks(), 1);
        head.free(&mut tail);
    }
}

impl<T> Head<T> {
    /// How many blocks are in the chain, up to the newest.
    ///
    /// # Safety
    ///
    /// As [`find`](Self::find), which was called.
    unsafe fn blocks(&self) -> usize {
        let mut count = 0;
        let mut at = self.block;
        while !at.is_null() {
            count += 1;
            // SAFETY: as the caller.
            at = unsafe { self.after(at) };
        }
        count
    }
}
