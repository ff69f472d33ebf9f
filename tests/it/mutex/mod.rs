//! The mutex: who gets it, in which order, and what it does with its value. What its guards can do is
//! in `guards`, how its futures wait is in `matrix`.

mod eventually_fair;
mod order;
mod value;
mod with;
