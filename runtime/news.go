package runtime

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"huiyin/engine"
	"huiyin/engine/form"
)

// Audience answers what a listener may know. Its methods are called from several goroutines.
type Audience interface {
	// Sees reports whether they may read the record, or for nil whether they may read any of the form.
	Sees(app *engine.App, f *form.Form, r *engine.Record) bool
	// Covers reports whether they may know of an app at all.
	Covers(app string) bool
	// Manages reports whether they look after users and departments.
	Manages() bool
}

// news is what happened, before it is known who may be told.
type news struct {
	lost    bool // something happened that is not known
	records []changed
	inbox   map[string]bool // users
	people  bool            // users or departments changed
}

// changed is a record that changed; of many of one form, the form only.
type changed struct {
	app    *engine.App
	form   *form.Form
	record *engine.Record // nil: many of them
	Notice
}

// of returns what one listener is told.
func (n news) of(who *Listener) []Notice {
	if n.lost {
		return []Notice{{Kind: NoticeReload}}
	}
	var out []Notice
	tasks := false
	for _, one := range n.records {
		if one.concerns(who.User) && who.Sight.Covers(one.App) {
			tasks = true
		}
		if who.Sight.Sees(one.app, one.form, one.record) {
			out = append(out, one.Notice)
		}
	}
	if tasks {
		out = append(out, Notice{Kind: NoticeTasks})
	}
	if n.inbox[who.User] && who.Sight.Covers("") {
		out = append(out, Notice{Kind: NoticeInbox})
	}
	if n.people && who.Sight.Manages() {
		out = append(out, Notice{Kind: NoticePeople})
	}
	return out
}

// concerns reports whether a user has, or had, work on the record: who had it may have lost it just now.
func (c changed) concerns(user string) bool {
	return c.record == nil || slices.Contains(c.record.People.Working, user) || slices.Contains(c.record.People.Participants, user)
}

// records adds the records of one collection.
func (l *Live) records(ctx context.Context, n *news, collection string, ids []string) error {
	appKey, formKey, _ := strings.Cut(strings.TrimPrefix(collection, "r_"), ".")
	app, ok := l.Apps.Get(appKey)
	if !ok {
		return nil
	}
	f, ok := app.Form(formKey)
	if !ok || f.Spec().Task {
		return nil
	}
	if len(ids) > liveMany {
		n.records = append(n.records, changed{app, f, nil, Notice{Kind: NoticeRecords, App: appKey, Form: formKey}})
		return nil
	}
	docs, err := l.Store.Get(ctx, collection, ids...)
	if err != nil {
		return err
	}
	for _, doc := range docs {
		r, err := l.Codec.Decode(doc.Body, f)
		if err != nil {
			return err
		}
		notice := Notice{Kind: NoticeRecord, App: appKey, Form: formKey, ID: doc.ID, Rev: doc.Rev, Deleted: r.DeletedAt != nil}
		if r.Proc != nil {
			notice.Status = r.Proc.Status
		}
		n.records = append(n.records, changed{app, f, r, notice})
	}
	return nil
}

// letters adds whom messages are to.
func (l *Live) letters(ctx context.Context, n *news, ids []string) error {
	docs, err := l.Store.Get(ctx, Messages, ids...)
	if err != nil {
		return err
	}
	for _, doc := range docs {
		var to struct {
			User string `json:"user"`
		}
		if err := json.Unmarshal(doc.Body, &to); err != nil {
			return err
		}
		n.inbox[to.User] = true
	}
	return nil
}
