//! Every waiting future against every case that a waiting future has to pass.
//!
//! The cases are written once, over [`Subject`]; the subjects say how to make a primitive busy, how
//! to wait for it, and how to let the first in line through. The table below makes a test of each
//! pair, such as `matrix::mutex_lock::case_03_cancel_head_middle_tail`. A case that does not apply
//! to a subject is in the subject's [`EXCEPT`](Subject::EXCEPT), with the reason; `verdicts` prints
//! them all.

mod cases;
mod subject;
mod subjects;

use self::{cases::*, subject::Subject, subjects::*};

/// The table: futures by cases.
macro_rules! matrix {
    (
        subjects { $($name:ident: $Subject:ty;)* }
        cases $cases:tt
    ) => {
        $(mod $name {
            matrix! { @tests $Subject; $cases }
        })*

        /// What the other tables need to know of a subject.
        pub(crate) struct Entry {
            pub(crate) name: &'static str,
            pub(crate) future: &'static str,
            pub(crate) except: &'static [(u8, &'static str)],
        }

        pub(crate) const ENTRIES: &[Entry] = &[$(Entry {
            name: stringify!($name),
            future: <$Subject as Subject>::FUTURE,
            except: <$Subject as Subject>::EXCEPT,
        }),*];

        matrix! { @numbers $cases }
    };
    (@tests $Subject:ty; { $($number:literal: $case:ident;)* }) => {
        use super::*;
        $(#[test]
        fn $case() {
            if applies::<$Subject>($number) {
                super::$case::<$Subject>();
            }
        })*
    };
    (@numbers { $($number:literal: $case:ident;)* }) => {
        const CASES: &[(u8, &str)] = &[$(($number, stringify!($case))),*];
    };
}

fn applies<S: Subject>(case: u8) -> bool {
    let except = S::EXCEPT.iter().find(|(number, _)| *number == case);
    if let Some((_, reason)) = except {
        println!("does not apply: {reason}");
    }
    except.is_none()
}

matrix! {
    subjects {
        mutex_lock: MutexLock<FAIR>;
        mutex_lock_owned: MutexLockOwned<FAIR>;
        mutex_with: MutexWith<FAIR>;
        mutex_eventually_fair_lock: MutexLock<EVENTUAL>;
        mutex_eventually_fair_lock_owned: MutexLockOwned<EVENTUAL>;
        mutex_eventually_fair_with: MutexWith<EVENTUAL>;
        guard_acquire_mutex: GuardAcquireMutex;
        guard_acquire_rwlock_shared: GuardAcquireShared;
        guard_acquire_rwlock_upgradable: GuardAcquireUpgradable;
        semaphore_acquire: SemaphoreAcquire;
        semaphore_acquire_owned: SemaphoreAcquireOwned;
        semaphore_acquire_and_forget: SemaphoreAcquireAndForget;
        semaphore_acquire_owned_and_forget: SemaphoreAcquireOwnedAndForget;
        rwlock_read_one: ReadOne;
        rwlock_read_many: ReadMany;
        rwlock_read_owned_one: ReadOwnedOne;
        rwlock_read_owned_many: ReadOwnedMany;
        rwlock_write: Write;
        rwlock_write_owned: WriteOwned;
        rwlock_upgradable_read_right: UpgradableReadRight;
        rwlock_upgradable_read_permit: UpgradableReadPermit;
        rwlock_upgradable_read_owned_right: UpgradableReadOwnedRight;
        rwlock_upgradable_read_owned_permit: UpgradableReadOwnedPermit;
        rwlock_upgrade: Upgrade;
        rwlock_upgrade_owned: UpgradeOwned;
        condvar_wait: CondvarWait;
        condvar_wait_owned: CondvarWaitOwned;
        condvar_wait_while: CondvarWaitWhile;
        condvar_wait_while_owned: CondvarWaitWhileOwned;
        condvar_wait_notify_all: CondvarWaitAll;
        timeout_mutex_lock: Limited<MutexLock<FAIR>>;
        timeout_latch_wait: Limited<LatchWait>;
        latch_wait: LatchWait;
        latch_wait_owned: LatchWaitOwned;
        wait_group_wait: GroupWait<CLONED>;
        wait_group_wait_of_a_handle: GroupWait<AWAITED>;
        barrier_wait: MeetWait;
        barrier_wait_owned: MeetWaitOwned;
        barrier_arrive: MeetArrival;
        barrier_arrive_owned: MeetArrivalOwned;
        manual_reset_event_wait: ManualWait;
        manual_reset_event_wait_owned: ManualWaitOwned;
        manual_reset_event_wait_pulse: ManualWaitPulse;
        manual_reset_event_wait_owned_pulse: ManualWaitOwnedPulse;
        auto_reset_event_wait: AutoWait;
        auto_reset_event_wait_owned: AutoWaitOwned;
        fair_share_acquire_same_tenant: AdmissionAcquire<SAME_TENANT>;
        fair_share_acquire_own_tenant: AdmissionAcquire<OWN_TENANT>;
        fair_share_acquire_owned_same_tenant: AdmissionAcquireOwned<SAME_TENANT>;
        fair_share_acquire_owned_own_tenant: AdmissionAcquireOwned<OWN_TENANT>;
        mpsc_recv_unbounded: Receive<Recv, Unbounded>;
        mpsc_recv_bounded: Receive<Recv, Bounded>;
        mpsc_recv_many_unbounded: Receive<RecvMany, Unbounded>;
        mpsc_recv_many_bounded: Receive<RecvMany, Bounded>;
        mpsc_send: SendMessage;
        mpsc_send_from: SendFromSlot;
        mpsc_reserve: ReservePlace;
        mpmc_recv: RecvShared;
        mpmc_recv_owned: RecvSharedOwned;
        mpmc_recv_many: RecvSharedMany;
        mpsc_reserve_owned: ReservePlaceOwned;
        once_call_once: Ending<CallOnce>;
        once_wait: Ending<OnceWait>;
        once_wait_owned: Ending<OnceWaitOwned>;
        once_cell_get_or_init: Ending<GetOrInit>;
        once_cell_get_or_try_init: Ending<GetOrTryInit>;
        once_cell_get_or_try_init_in_turn: Failing<GetOrTryInit>;
        once_cell_get_mut_or_init: GetMutOrInit;
        once_cell_get_mut_or_try_init: GetMutOrTryInit;
        once_cell_try_insert: Ending<TryInsert>;
        once_cell_set: Ending<SetCell>;
        once_cell_wait: Ending<OnceCellWait>;
        lazy_cell_force: Ending<Force>;
        lazy_cell_try_force: Ending<TryForce>;
        lazy_cell_try_force_in_turn: Failing<TryForce>;
        once_map_compute: Ending<Compute>;
        once_map_try_compute: Ending<TryCompute>;
        once_map_try_compute_in_turn: Failing<TryCompute>;
        singleflight_work: Ending<Work_>;
        singleflight_try_work: Ending<TryWork>;
        singleflight_try_work_in_turn: Failing<TryWork>;
        shutdown_recv_is_shutdown: RecvIsShutdown;
        shutdown_recv_is_shutdown_owned: RecvIsShutdownOwned;
        shutdown_watch_is_shutdown: WatchIsShutdown;
        shutdown_watch_is_shutdown_owned: WatchIsShutdownOwned;
        shutdown_await_shutdown_open: AwaitEnd<OPEN>;
        shutdown_await_shutdown_shut: AwaitEnd<SHUT>;
        shutdown_await_shutdown_below: AwaitEnd<BELOW>;
        broadcast_overflow_recv: OverflowRecv;
        broadcast_bounded_recv: BoundedRecv;
        broadcast_bounded_send: BoundedSend;
        broadcast_bounded_send_from: BoundedSendFrom;
        oneshot_recv: OneshotRecv<SENDS_OR_CLOSES>;
        oneshot_recv_disconnected: OneshotRecv<ENDS>;
        oneshot_recv_mut: OneshotRecvMut<SENDS_OR_CLOSES>;
        oneshot_recv_mut_disconnected: OneshotRecvMut<ENDS>;
        oneshot_closed_by_close: OneshotClosed<SENDS_OR_CLOSES>;
        oneshot_closed_by_drop: OneshotClosed<ENDS>;
        watch_changed: WatchChanged<SENDS>;
        watch_changed_disconnected: WatchChanged<GOES>;
        watch_changed_owned: WatchChangedOwned<SENDS>;
        watch_changed_owned_disconnected: WatchChangedOwned<GOES>;
        watch_recv: WatchRecv<SENDS>;
        watch_recv_disconnected: WatchRecv<GOES>;
        watch_wait_for: WatchWaitFor<SENDS>;
        watch_wait_for_disconnected: WatchWaitFor<GOES>;
        watch_closed: WatchClosed;
    }
    cases {
        1: case_01_granted_then_dropped_passes_on;
        2: case_02_cancelled_head_that_wanted_many;
        3: case_03_cancel_head_middle_tail;
        4: case_04_only_the_last_waker_wakes;
        5: case_05_clone_and_wake_re_enter;
        6: case_06_clone_wake_and_drop_panic;
        17: case_06_entered_while_a_waker_drop_panics;
        7: case_07_spurious_polls_stay_pending;
        8: case_08_poll_after_ready_panics;
        9: case_09_forgotten_while_queued;
        10: case_10_release_between_try_and_enqueue;
        11: case_11_release_against_enqueue;
        12: case_12_poll_here_and_drop_there;
        13: case_13_no_waker_or_owner_is_kept;
        14: case_14_user_drop_and_clone_not_under_a_lock;
        15: case_15_auto_traits_are_in_the_table;
        16: case_16_moved_before_pinned_and_by_reference;
    }
}

#[test]
fn verdicts() {
    let width = ENTRIES.iter().map(|e| e.name.len()).max().unwrap();
    println!("{:width$}  1..16 (x: passes, -: does not apply)", "");
    for entry in ENTRIES {
        let marks: String = CASES
            .iter()
            .map(|(case, _)| {
                let applies = entry.except.iter().all(|(number, _)| number != case);
                if applies { 'x' } else { '-' }
            })
            .collect();
        println!("{:width$}  {marks}", entry.name);
        for (case, reason) in entry.except {
            println!("{:width$}    {case}: {reason}", "");
            assert!(CASES.iter().any(|(number, _)| number == case));
        }
    }
}
