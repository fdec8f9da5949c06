// Package runtime does what the engine decides: it loads a record, asks for a decision, commits it in one write,
// and performs the effects afterwards. It decides nothing about an app itself.
package runtime

import (
	"huiyin/engine/access"
	"huiyin/engine/form"
	"huiyin/runtime/store"
)

// The collections beside the records.
const (
	Events      = "events"      // history entries, one document each, id "record:seq"
	Messages    = "messages"    // the message log and inbox, one document per recipient and channel
	Comments    = "comments"    // remarks on records
	Files       = "files"       // what is known about uploaded content
	Users       = "users"       // people who sign in
	Departments = "departments" // the organisation tree
	Sessions    = "sessions"    // signed-in browsers
	Tokens      = "tokens"      // what programs sign in with
	Views       = "views"       // what people saved as views of lists, one document per person and form
	Settings    = "settings"    // single documents: instance settings, relay cursor
	Connectors  = "connectors"  // secrets of connectors, and how each has done
	Arrivals    = "deliveries"  // messages that came to connectors
	Migrations  = "migrations"  // how far the records under way have come to a release, one document per release
	Migrated    = "migrated"    // what became of single records at a publish
	Audit       = "audit"       // sign-ins, unmasking, permission changes, publishes
)

// Collections declares the collections beside the records with the indexes they are read by.
func Collections() []store.Collection {
	return []store.Collection{
		{Name: Events, Indexes: []store.Index{store.On("record", "-seq")}},
		{Name: Messages, Indexes: []store.Index{
			store.On("record", "-at"), store.On("user", "-at"), store.On("state", "-at"), store.On("-at"), sparse("reach", "-at")}},
		{Name: Comments, Indexes: []store.Index{store.On("record", "at")}},
		{Name: Files, Indexes: []store.Index{store.On("hash"), store.On("record", "at"), sparse("claimed")}},
		{Name: Users, Unique: true, Lists: []string{"keys", "roles"}, Indexes: []store.Index{store.On("department"), store.On("name")}},
		{Name: Departments, Unique: true, Lists: []string{"keys"}, Indexes: []store.Index{store.On("parent")}},
		{Name: Sessions, Indexes: []store.Index{store.On("user"), store.On("expires")}},
		{Name: Tokens, Indexes: []store.Index{store.On("user")}},
		{Name: Views},
		{Name: Settings},
		{Name: Connectors},
		{Name: Arrivals, Indexes: []store.Index{store.On("-at"), store.On("connector", "-at"), store.On("state", "-at")}},
		{Name: Migrations},
		{Name: Migrated, Indexes: []store.Index{store.On("app", "release", "state")}},
		{Name: Audit, Indexes: []store.Index{store.On("-at"), store.On("type", "-at")}},
	}
}

// RecordsOf names the collection that holds the records of a form. Keys have no dots, so no two forms share one.
func RecordsOf(app, form string) string { return "r_" + app + "." + form }

// RecordCollection declares the collection of a form: what every form is read by, and the fields that its views,
// scopes and rules filter or sort by.
func RecordCollection(app string, f *form.Form, fields []string) store.Collection {
	c := store.Collection{Name: RecordsOf(app, f.Key()), Unique: true,
		Lists: []string{"keys", "links", "grams", "blind", "people.participants", "people.working", "people.followers", "outbox.state"},
		Indexes: []store.Index{
			sparse("wake"), sparse("outboxDue"), sparse("due"), sparse("deletedAt"),
			store.On("-createdAt"), store.On("-updatedAt"), store.On("proc.status", "-createdAt"), store.On("proc.release"),
			store.On("people.owner"), store.On("people.submitter", "-createdAt"), store.On("people.department"),
		}}
	if p := f.Spec().Public; p != nil && p.Quota > 0 {
		c.Indexes = append(c.Indexes, sparse(placePath))
	}
	if f.Spec().Process != "" {
		c.Indexes = append(c.Indexes, store.On("rank"))
	}
	c.Texts = append(c.Texts, "no")
	for _, t := range f.Texts() {
		c.Texts = append(c.Texts, "data."+t.Path)
	}
	seen := map[string]bool{}
	for _, i := range c.Indexes {
		seen[i.Fields[0].Field] = true
	}
	for _, field := range fields {
		path := access.Path(field)
		if !seen[path] {
			seen[path] = true
			c.Indexes = append(c.Indexes, store.On(path))
		}
	}
	return c
}

func sparse(paths ...string) store.Index {
	i := store.On(paths...)
	i.Sparse = true
	return i
}
