package runtime

// The scopes of tokens: what whoever holds one may do at all. A request needs the scope of its route and, beside it,
// whatever right the user who made the token needs for it. Passwords, tokens, sessions, secrets, people, unmasking and
// publishing have no scope: they are for people who are signed in.
const (
	ScopeRead   = "read"   // records, their history and files, forms, lists, tasks and messages to the user
	ScopeSubmit = "submit" // new records, records known by an id of another system, uploads
	ScopeWrite  = "write"  // changes of records: edits, acts, comments, deletion
	ScopeAdmin  = "admin"  // what keeps the installation going: message log, incidents, connectors, deliveries, audit log
)

// Scopes lists all scopes, from the mildest on.
var Scopes = []string{ScopeRead, ScopeSubmit, ScopeWrite, ScopeAdmin}
