//! One turn: make the arms, wait for the first that is ready, drop the others, handle it.

use proc_macro2::{Ident, Literal, Span, TokenStream};

use super::{
    arm::{self, imports},
    given, numbered, rotate, rt, taken,
    tree::Tree,
};
use crate::{
    block::{
        check,
        model::{Arm, Block},
    },
    generate::generate,
};

/// The names in the code of one turn.
pub(super) struct Wait<'a> {
    block: &'a Block,
    rt: TokenStream,
    /// The type that says which arm it is.
    outcome: Ident,
    /// Its variants, one for each arm.
    variants: Vec<Ident>,
    /// The futures of the arms.
    arms: Vec<Ident>,
    /// Where the kept ones leave their outputs.
    slots: Vec<Ident>,
    turn: Ident,
}

/// How many arms the compiler can be asked to find the types of by itself.
const MANY: usize = 16;

/// A variable of ours.
fn variable(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}

impl<'a> Wait<'a> {
    pub(super) fn new(block: &'a Block) -> Self {
        let count = block.arms.len();
        let arms = block.arms.iter().enumerate();
        let arms = arms.map(|(number, arm)| arm::variable(number, &arm.future));
        let arms = arms.collect();
        Self {
            block,
            rt: rt(block),
            outcome: variable("__Outcome"),
            variants: numbered("Arm", count),
            arms,
            slots: numbered("slot_", count),
            turn: variable("turn"),
        }
    }

    pub(super) fn slots(&self) -> &[Ident] {
        &self.slots
    }

    pub(super) fn turn_name(&self) -> &Ident {
        &self.turn
    }

    /// The type of what a wait may come to.
    pub(super) fn outcome(&self) -> TokenStream {
        let (outcome, variants) = (&self.outcome, &self.variants);
        let params = numbered("T", variants.len());
        let otherwise = self.can_run_dry().then(|| generate!(Else,));
        let default = self.block.default.as_ref().map(|_| generate!(Default,));
        generate! {
            enum #outcome<#(#params),*> {
                #(#variants(#params),)*
                #otherwise
                #default
            }
        }
    }

    /// Whether it may be that every arm is disabled.
    fn can_run_dry(&self) -> bool {
        let block = self.block;
        block.otherwise.is_some() || block.arms.iter().all(Arm::can_be_disabled)
    }

    /// Whether an arm may be disabled.
    fn has_mask(&self) -> bool {
        self.block.arms.iter().any(Arm::can_be_disabled)
    }

    /// The type of a set of arms.
    fn mask(&self) -> TokenStream {
        let words = Literal::usize_unsuffixed(self.arms.len().div_ceil(64));
        let rt = &self.rt;
        generate!(#rt::Mask::<#words>)
    }

    /// The arms in the order of their numbers: first those that take turns in being polled first,
    /// then those that are polled before them.
    fn seats(&self) -> (Vec<usize>, Vec<usize>) {
        let all = 0..self.arms.len();
        if self.block.biased {
            return (Vec::new(), all.collect());
        }
        all.partition(|&arm| !self.block.arms[arm].control)
    }

    /// Wait, then handle.
    pub(super) fn turn(&self) -> TokenStream {
        let (wait, handle) = (self.wait(), self.handle());
        generate! {
            let outcome = #wait;
            #handle
        }
    }

    fn wait(&self) -> TokenStream {
        let Self {
            block, rt, arms, ..
        } = self;
        let (rotating, fixed) = self.seats();
        let seat = |arm: usize| {
            let place = rotating
                .iter()
                .chain(&fixed)
                .position(|&seated| seated == arm);
            place.expect("every arm has a seat")
        };
        let mask = self.mask();
        let set = if self.has_mask() {
            variable("disabled")
        } else {
            variable("_disabled")
        };
        let state = if self.has_mask() {
            let conditions = block.arms.iter().enumerate().filter_map(|(arm, it)| {
                let seat = Literal::usize_unsuffixed(seat(arm));
                let condition = it.condition.as_ref()?;
                Some(generate!(if !(#condition) { disabled.add(#seat); }))
            });
            let once = block.arms.iter().enumerate().filter_map(|(arm, it)| {
                let (seat, slot) = (seat(arm), &self.slots[arm]);
                let may_end = it.can_be_over();
                may_end.then(|| generate!(if #slot.is_over() { disabled.add(#seat); }))
            });
            generate! {
                let mut disabled = #mask::none();
                #(#once)*
                #(#conditions)*
            }
        } else {
            generate!(let disabled = ();)
        };
        let make = block.arms.iter().enumerate().map(|(arm, it)| {
            let is_strict = check::must_be_cancel_safe(block, arm);
            it.make(rt, &arms[arm], &self.slots[arm], &self.turn, is_strict)
        });
        let fresh = block.arms.iter().zip(arms);
        let fresh = fresh.filter(|(arm, _)| arm.mode.mark().is_none());
        let (fresh, names): (Vec<_>, Vec<_>) = fresh.unzip();
        let given = given(fresh.iter().map(|arm| &arm.future));
        let taken = taken(&names);
        let tree = Tree { rt, leaves: arms };
        let (join, split) = (tree.join(), tree.split(&variable("arms")));

        let fixed = fixed.iter().map(|&arm| self.poll(arm, seat(arm), false));
        let rotating = match rotating[..] {
            [] => TokenStream::new(),
            [arm] => self.poll(arm, seat(arm), false),
            _ => {
                let polls = rotating.iter().map(|&arm| self.poll(arm, seat(arm), true));
                let polls: Vec<TokenStream> = polls.collect();
                let count = u32::try_from(polls.len()).expect("fewer arms than that");
                let polls = rotate(&polls, &generate!(#rt::start(#count)));
                let names = rotating.iter().map(|&arm| &arms[arm]);
                generate! {
                    // Each is polled once; the compiler does not see that.
                    #(let mut #names = #names;)*
                    #polls
                }
            }
        };
        let (types, end) = (self.types(), self.end());
        let left_alone = block.arms.iter().any(Arm::is_left_alone);
        let left_alone = left_alone.then(|| generate!(, left_alone as __mea_left_alone));
        let imports = imports(rt, true, &generate!(poll as __mea_poll #left_alone));
        let waiting = self
            .can_run_dry()
            .then(|| generate!(let mut waiting = false;));
        let not_fused = self.asks_futures().then(|| {
            generate! {
                #[allow(unused_imports)]
                use #rt::NotFused as _;
            }
        });
        generate! {{
            #imports
            #not_fused
            #state
            let given = #given;
            {
                #taken
                #(#make)*
                #rt::wait(#join, disabled, |arms, #set, cx| {
                    #split
                    #types
                    #waiting
                    #(#fixed)*
                    #rotating
                    #end
                })
            }
            .await
        }}
    }

    /// The statements, in front of the polls of many arms, that tell the compiler what the wait comes
    /// to: if it had to find that out from arm to arm, it would need time cubic in their number.
    fn types(&self) -> TokenStream {
        let Self {
            rt, arms, outcome, ..
        } = self;
        if arms.len() <= MANY {
            return TokenStream::new();
        }
        let params = numbered("F", arms.len());
        generate! {
            fn types<#(#params: #rt::Future),*>(
                _: (#(&#rt::Pin<&mut #params>,)*),
            ) -> #rt::Option<#rt::Poll<#outcome<#(#params::Output),*>>> {
                #rt::None
            }
            if let #rt::Some(never) = types((#(&#arms,)*)) {
                return never;
            }
        }
    }

    /// Polls an arm, if it is not disabled. `reborrow` where it looks as if that could be twice.
    fn poll(&self, arm: usize, seat: usize, reborrow: bool) -> TokenStream {
        let Self { rt, outcome, .. } = self;
        let seat = Literal::usize_unsuffixed(seat);
        let (name, variant, it) = (&self.arms[arm], &self.variants[arm], &self.block.arms[arm]);
        let value = it.value();
        let ready = generate!(return #rt::Poll::Ready(#outcome::#variant(#value)););
        let poll = if it.is_refutable() {
            let accepts = it.accepts(rt);
            generate! {
                disabled.add(#seat);
                let fits = #accepts;
                if fits {
                    #ready
                }
            }
        } else {
            ready
        };
        let pending = self.can_run_dry().then(|| generate!(waiting = true;));
        let polled = arm::poll(name, reborrow);
        let poll = generate! {
            match #polled {
                // There may be no such value.
                #[allow(unreachable_code)]
                #rt::Poll::Ready(#value) => { #poll }
                #rt::Poll::Pending => { #pending }
            }
        };
        let poll = if self.asks_futures() {
            generate!(if !#rt::Terminated(&*#name).is_terminated() { #poll })
        } else {
            poll
        };
        if it.can_be_disabled() {
            generate!(if !disabled.has(#seat) { #poll })
        } else {
            poll
        }
    }

    /// Whether a future that says that it is over disables its arm: what `complete`, a word of the
    /// crate `futures`, means there.
    fn asks_futures(&self) -> bool {
        let otherwise = self.block.otherwise.as_ref();
        otherwise.is_some_and(|otherwise| otherwise.keyword == "complete")
    }

    /// What it comes to when no arm was ready.
    fn end(&self) -> TokenStream {
        let Self { rt, outcome, .. } = self;
        let pending = if self.block.default.is_some() {
            generate!(#rt::Poll::Ready(#outcome::Default))
        } else {
            generate!(#rt::Poll::Pending)
        };
        if self.can_run_dry() {
            generate!(if waiting { #pending } else { #rt::Poll::Ready(#outcome::Else) })
        } else {
            pending
        }
    }

    fn handle(&self) -> TokenStream {
        let Self {
            block, rt, outcome, ..
        } = self;
        let arms = block.arms.iter().zip(&self.variants);
        let arms = arms.map(|(arm, variant)| {
            arm.handle(rt, &generate!(#outcome::#variant), block.kind.is_loop())
        });
        let otherwise = self.can_run_dry().then(|| match &block.otherwise {
            Some(otherwise) => {
                let handler = &otherwise.handler;
                generate!(#outcome::Else => #handler,)
            }
            None => {
                let (name, arms) = (block.kind.name(), block.arms.iter().map(|arm| arm.text()));
                generate!(#outcome::Else => #rt::all_disabled(#name, &[#(#arms),*]),)
            }
        });
        let default = block.default.as_ref().map(|default| {
            let handler = &default.handler;
            generate!(#outcome::Default => #handler,)
        });
        generate! {
            match outcome {
                #(#arms)*
                #otherwise
                #default
            }
        }
    }
}
