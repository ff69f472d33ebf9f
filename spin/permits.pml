/*
 * The protocol of mea-core/src/permits under every schedule that is fair: safety and liveness for as long as one
 * likes, where loom looks at a few rounds. `.ci/run spin` checks it, and that each BUG is found.
 *
 * What is one step here is one in the code, too: a compare-exchange with its loop (a failed one changes nothing);
 * and what is done under the lock, since of the word it has one read-modify-write, after a look that stays true
 * while it has the lock (the word is closed; invariant 1 of the module). Wakers are woken after that, in steps
 * of their own. Memory orderings are the business of loom: here they are sequentially consistent.
 *
 * With BARGING it is the policy that lets latecomers overtake, with its one permit; else FIFO, with two permits,
 * of which half of the tasks want both. Task 0 waits until it is let in. The others may give up at any time, or be polled
 * though nobody has woken them.
 */

#ifdef BARGING
#define TOTAL 1
#define WANT(i) 1
#else
#define TOTAL 2
#define WANT(i) (i < 2 -> 2 : 1)
#endif

#ifndef TASKS
#define TASKS 4
#endif
#define CLOSED 255
#define NO_BUG 0
#define TAKES_WITHOUT_LOOK 1 /* gets in line without a look at the word under the lock */
#define CANCELS_WITHOUT_LOOK 2 /* a grant between look and lock is not noticed by who gives up */
#define KEEPS_THE_GRANT 3 /* who gives up and was granted does not pass it on */
#define KEEPS_THE_PART 4 /* the first in line gives up with a part of what it wants, and takes it along */
#define KEEPS_THE_WAKE_UP 5 /* the first in line was woken, gives up, and does not wake the next */
#define LEAVES_IT_OPEN 6 /* the first in line finds the permit taken, and does not close the word */
#define NEVER_HANDS_OVER 7 /* however often the first in line loses */
#ifndef BUG
#define BUG NO_BUG
#endif

/* 4 in the code. */
#define LOSSES 1

byte word = TOTAL;

/* Behind the lock: the line, what the first one has already, how often it lost. */
byte line[TASKS];
byte length;
byte part;
byte losses;
bool has_waker[TASKS];
bool granted[TASKS];

/* Of the tasks: to be polled; in line. */
bool woken[TASKS];
bool waits[TASKS];

/* So many permits they have. */
byte held;

inline unlink(at) {
    length--;
    k = at;
    do
    :: k < length -> line[k] = line[k + 1]; k++
    :: else -> break
    od;
    line[length] = 0;
    k = 0
}

inline take_waker(task) {
    wakes[task] = has_waker[task];
    has_waker[task] = false
}

/* Permits::settle: the word is closed. */
inline settle(n) {
    part = part + n;
    do
    :: length == 0 -> word = part; part = 0; break
    :: length > 0 && part < WANT(line[0]) -> break
    :: else ->
        part = part - WANT(line[0]);
        granted[line[0]] = true;
        take_waker(line[0]);
        unlink(0);
        if
        :: length > 0 && part == 0 -> break
        :: else
        fi
    od
}

/* Permits::release. */
inline release(n) {
    atomic {
        if
        :: word != CLOSED -> word = word + n; goto released
        :: else
        fi
    };
    atomic {
        if
        :: word != CLOSED -> word = word + n
#ifdef BARGING
        :: word == CLOSED && length > 0 && (losses < LOSSES || BUG == NEVER_HANDS_OVER) ->
            take_waker(line[0]);
            word = 1
        :: word == CLOSED && (length == 0 || (losses >= LOSSES && BUG != NEVER_HANDS_OVER)) ->
            losses = 0;
            settle(n)
#else
        :: else -> settle(n)
#endif
        fi
    };
    goto wake
}

/* Engine::cancelled of who was the first. */
inline first_cancelled() {
#ifdef BARGING
    losses = 0;
    if
    :: length == 0 || word == CLOSED || BUG == KEEPS_THE_WAKE_UP
    :: else ->
        if
        :: word == 0 -> word = CLOSED
        :: else -> take_waker(line[0])
        fi
    fi
#else
    if
    :: BUG == KEEPS_THE_PART -> part = 0
    :: else
    fi;
    if
    :: length > 0 && part == 0
    :: else -> settle(0)
    fi
#endif
}

active [TASKS] proctype Task() {
    byte k;
    bool wakes[TASKS];

new:
    /* The first poll: Word::try_take .. */
    atomic {
        if
        :: word != CLOSED && word >= WANT(_pid) -> word = word - WANT(_pid); goto entered
        :: else
        fi
    };
    /* .. and Word::take under the lock. */
    atomic {
        if
        :: BUG == TAKES_WITHOUT_LOOK && length == 0 && word != CLOSED -> part = 0; word = CLOSED
        :: BUG != TAKES_WITHOUT_LOOK && word != CLOSED && word >= WANT(_pid) ->
            word = word - WANT(_pid);
            goto entered
        :: BUG != TAKES_WITHOUT_LOOK && word < WANT(_pid) && length == 0 -> part = word; word = CLOSED
        :: else
        fi;
        line[length] = _pid;
        length++;
        has_waker[_pid] = true;
        waits[_pid] = true
    };

pending:
    if
    :: woken[_pid]
    :: _pid != 0
    :: _pid != 0 -> goto cancel
    fi;
    /* Polled again. */
    woken[_pid] = false;
    if
    :: granted[_pid] -> goto taken
    :: else
    fi;
    atomic {
        if
        :: granted[_pid] -> goto taken
        :: else
        fi;
#ifdef BARGING
        /* Word::retry_barging. */
        if
        :: line[0] == _pid && word == 1 ->
            losses = 0;
            word = (length == 1 -> 0 : CLOSED);
            has_waker[_pid] = false;
            unlink(0);
            goto entered
        :: line[0] == _pid && word == 0 && BUG != LEAVES_IT_OPEN -> word = CLOSED; losses++
        :: else
        fi;
#endif
        has_waker[_pid] = true
    };
    goto pending;

cancel:
    if
    :: granted[_pid] -> goto give_back
    :: else
    fi;
    atomic {
        if
        :: granted[_pid] && BUG != CANCELS_WITHOUT_LOOK -> goto give_back
        :: else
        fi;
        waits[_pid] = false;
        has_waker[_pid] = false;
        granted[_pid] = false;
        k = 0;
        do
        :: k < length && line[k] != _pid -> k++
        :: else -> break
        od;
        if
        :: k == length
        :: k < length && k > 0 -> unlink(k)
        :: k < length && k == 0 -> unlink(0); first_cancelled()
        fi;
        k = 0
    };
    goto wake;

give_back:
    atomic {
        granted[_pid] = false;
        waits[_pid] = false
    };
    if
    :: BUG == KEEPS_THE_GRANT -> goto released
    :: else
    fi;
    release(WANT(_pid));

taken:
    granted[_pid] = false;
entered:
    atomic {
        waits[_pid] = false;
        held = held + WANT(_pid);
        assert(held <= TOTAL)
    };
    held = held - WANT(_pid);
    release(WANT(_pid));

wake:
    do
    :: atomic { k < TASKS && wakes[k] -> wakes[k] = false; woken[k] = true; k++ }
    :: atomic { k < TASKS && !wakes[k] -> k++ }
    :: atomic { k == TASKS -> k = 0; break }
    od;
released:
    goto new
}

/* Who does not give up is let in. */
ltl nobody_waits_for_ever { [] (waits[0] -> <> !waits[0]) }
#ifndef BARGING
/* Invariant 2 of the module. */
ltl closed_while_somebody_is_in_line { [] ((word == CLOSED) == (length > 0)) }
#endif
