//! A new user: somebody who signs in, and a member of the workspace, which are two things that must come into being together.

mod add;

pub use add::{ByLink, NewMember, NotAdded, add, add_to, initials_of};
