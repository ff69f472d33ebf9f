//! The store: a shard against a plain map, and several shards at once.

use std::{collections::HashMap, time::Duration};

use proptest::{collection::vec, prelude::*};
use tokio::task::JoinSet;

use super::*;

#[derive(Clone, Debug)]
enum Op {
    Get(u8),
    Set(u8, u8, Option<u64>),
    SetDeadline(u8, Option<u64>),
    Remove(u8),
    Pass(u64),
    Sweep(usize),
    Clear,
}

fn op() -> impl Strategy<Value = Op> {
    let key = || 0..6_u8;
    let after = || proptest::option::of(1..20_u64);
    prop_oneof![
        4 => key().prop_map(Op::Get),
        6 => (key(), any::<u8>(), after()).prop_map(|(key, value, after)| Op::Set(key, value, after)),
        3 => (key(), after()).prop_map(|(key, after)| Op::SetDeadline(key, after)),
        2 => key().prop_map(Op::Remove),
        4 => (0..10_u64).prop_map(Op::Pass),
        2 => (0..4_usize).prop_map(Op::Sweep),
        1 => Just(Op::Clear),
    ]
}

proptest! {
    /// A keyspace is a map from which keys vanish at their time; and each that vanishes is told of once.
    #[test]
    fn a_keyspace_is_a_map_whose_keys_expire(ops in vec(op(), 0..60)) {
        let mut keyspace = Keyspace::default();
        let mut plain = HashMap::<u8, (u8, Option<Instant>)>::new();
        let mut now = Instant::now();
        let (mut told, mut over) = (Vec::new(), Vec::new());
        let value = |number| Value::text([number]);
        for op in ops {
            keyspace.look_at(now);
            let at = |after: Option<u64>| after.map(|after| now + Duration::from_millis(after));
            match op {
                Op::Get(key) => {
                    let expected = plain.get(&key).map(|(number, _)| value(*number));
                    prop_assert_eq!(keyspace.get(&[key]).cloned(), expected);
                    let deadline = plain.get(&key).map(|(_, deadline)| *deadline);
                    prop_assert_eq!(keyspace.deadline(&[key]), deadline);
                }
                Op::Set(key, number, after) => {
                    keyspace.set(&[key], value(number), at(after));
                    plain.insert(key, (number, at(after)));
                }
                Op::SetDeadline(key, after) => {
                    let entry = plain.get_mut(&key);
                    prop_assert_eq!(keyspace.set_deadline(&[key], at(after)), entry.is_some());
                    if let Some((_, deadline)) = entry {
                        *deadline = at(after);
                    }
                }
                Op::Remove(key) => {
                    let expected = plain.remove(&key).map(|(number, _)| value(number));
                    prop_assert_eq!(keyspace.remove(&[key]), expected);
                }
                Op::Pass(millis) => {
                    now += Duration::from_millis(millis);
                    plain.retain(|key, (_, deadline)| {
                        let is_over = deadline.is_some_and(|deadline| deadline <= now);
                        if is_over {
                            over.push(*key);
                        }
                        !is_over
                    });
                }
                Op::Sweep(limit) => {
                    prop_assert!(keyspace.remove_expired(limit) <= limit);
                }
                Op::Clear => {
                    keyspace.remove_expired(usize::MAX);
                    prop_assert_eq!(keyspace.clear().len(), plain.len());
                    plain.clear();
                }
            }
            prop_assert_eq!(keyspace.has_expired(), !keyspace.take_expired_into(&mut told));
        }
        keyspace.look_at(now);
        let expires = plain.values().filter(|(_, deadline)| deadline.is_some()).count();
        prop_assert_eq!(keyspace.len(), (plain.len(), expires));
        keyspace.take_expired_into(&mut told);
        told.sort_unstable();
        over.sort_unstable();
        prop_assert_eq!(told, over);
    }
}

impl Keyspace {
    /// Returns whether there were none.
    fn take_expired_into(&mut self, keys: &mut Vec<u8>) -> bool {
        let expired = self.take_expired();
        keys.extend(expired.iter().map(|key| key[0]));
        expired.is_empty()
    }
}

fn store(shards: usize) -> Arc<Store> {
    Arc::new(Store::new(shards, Arc::new(Channels::with_backlog(8))))
}

/// Many tasks set many keys at once, named in all orders, while others look at them: no task sees half
/// of it, and none waits for ever.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn several_keys_are_set_at_once() {
    const KEYS: usize = 12;
    let store = store(8);
    let mut tasks = JoinSet::new();
    for number in 0..16_u8 {
        let store = store.clone();
        tasks.spawn(async move {
            let mut keys: Vec<_> = (0..KEYS).map(|key| key.to_string()).collect();
            let held = &mut Held::nothing();
            for turn in 0..200 {
                keys.rotate_left(turn % 5 + usize::from(number) % 3);
                if turn % 2 == 0 {
                    keys.reverse();
                }
                let names = keys.iter().map(|key| key.as_bytes());
                let now = Instant::now();
                if number % 2 == 0 {
                    let set = |several: &mut Several<'_>| {
                        for key in &keys {
                            several.of(key.as_bytes()).set(
                                key.as_bytes(),
                                Value::text([number]),
                                None,
                            );
                        }
                    };
                    store.several(held, now, names, set).await;
                } else {
                    let get = |several: &mut Several<'_>| -> Vec<_> {
                        let get =
                            |key: &String| several.of(key.as_bytes()).get(key.as_bytes()).cloned();
                        keys.iter().map(get).collect()
                    };
                    let values = store.several(held, now, names, get).await;
                    assert!(values.iter().all(|value| *value == values[0]), "{values:?}");
                }
                tokio::task::yield_now().await;
            }
        });
    }
    let all = async {
        while let Some(ended) = tasks.join_next().await {
            ended.expect("no task sees half of it");
        }
    };
    let ended = tokio::time::timeout(Duration::from_secs(60), all).await;
    ended.expect("they do not wait for each other");
}

#[tokio::test]
async fn a_sweep_removes_what_nobody_looks_for_and_tells_of_it() {
    let store = store(4);
    let now = Instant::now();
    let held = &mut Held::nothing();
    let mut told = store.channels.subscribe(held, EXPIRED.into()).await;
    let keys: Vec<_> = (0..8 * BATCH).map(|key| key.to_string()).collect();
    for (number, key) in keys.iter().enumerate() {
        let deadline = (number % 2 == 0).then_some(now + Duration::from_secs(1));
        let set =
            |keyspace: &mut Keyspace| keyspace.set(key.as_bytes(), Value::text(*b"1"), deadline);
        store.one(held, now, key.as_bytes(), set).await;
    }
    assert_eq!(store.sweep(held, now).await, 0);
    assert_eq!(
        store.sweep(held, now + Duration::from_secs(1)).await,
        4 * BATCH
    );
    assert_eq!(store.sweep(held, now + Duration::from_secs(1)).await, 0);
    let size = |all: &mut Several<'_>| all.keyspaces().map(|keys| keys.len().0).sum::<usize>();
    assert_eq!(store.all(held, now, size).await, 4 * BATCH);
    // The backlog is 8; those before are lost.
    assert_eq!(
        told.recv().await,
        Err(mea::broadcast::overflow::RecvError::Lagged(
            4 * BATCH as u64 - 8
        ))
    );
    assert!(
        told.recv()
            .await
            .is_ok_and(|key| keys.iter().any(|k| k.as_bytes() == &*key))
    );
}
