package engine_test

import (
	"io/fs"
	"testing"

	"huiyin/engine"
	"huiyin/engine/access"
	"huiyin/engine/calendar"
	"huiyin/engine/definition"
	"huiyin/engine/process"
)

// deskWith is the desk's bundle with one more definition.
func deskWith(t *testing.T, raw string) definition.Bundle {
	t.Helper()
	dir, err := fs.Sub(desk, "testdata")
	if err != nil {
		t.Fatal(err)
	}
	b, problems := definition.ReadDir(dir, "desk")
	if problems.Err() != nil {
		t.Fatal(problems)
	}
	d, problems := definition.Decode([]byte(raw))
	if problems.Err() != nil {
		t.Fatal(problems)
	}
	return b.With(d)
}

const watcherRole = `{"kind":"role","key":"watcher","title":"旁观","schemaVersion":1,"spec":{"permissions":[
	{"form":"ticket","actions":["read"],"scope":"all","fieldsDefault":"write"}]}}`

// Whoever may only read changes nothing, whatever act the change travels with; an open task opens the fields of its
// step and no others (E-12).
func TestReadersCannotWriteByActing(t *testing.T) {
	d := newDesktop(t)
	app, problems := engine.Compile(deskWith(t, watcherRole), 1, calendar.Holidays{})
	if problems.Err() != nil {
		t.Fatal(problems)
	}
	d.app = app
	r := d.publicTicket()
	watcher := access.Principal{ID: "u_w", Kind: "user", Roles: []string{"watcher"}}
	patch := map[string]any{"title": "被改的标题"}
	for _, cmd := range []process.Command{{Kind: "urge"}, {Kind: "claim", Task: r.Proc.Tasks[0].ID}, {Kind: "withdraw"}} {
		_, problems := d.submit(engine.Submission{Form: "ticket", Kind: "act", Record: r, Who: watcher, Patch: patch, Command: &cmd})
		if !problems.Has("form.field.read_only") {
			t.Errorf("%s with a change: %v", cmd.Kind, problems)
		}
	}
	worker := access.Principal{ID: r.People.Owner, Kind: "user", Roles: []string{"watcher"}}
	if _, problems := d.submit(engine.Submission{Form: "ticket", Kind: "edit", Record: r, Who: worker, Patch: patch}); !problems.Has("form.field.read_only") {
		t.Errorf("a field outside the step: %v", problems)
	}
	if _, problems := d.submit(engine.Submission{Form: "ticket", Kind: "edit", Record: r, Who: worker, Patch: map[string]any{"answer": "好了"}}); problems != nil {
		t.Errorf("a field of the step: %v", problems)
	}
}

// A process whose records are told by hand can be pinned: what it needs of the app is looked up in the current release.
func TestReleaseIsPinned(t *testing.T) {
	b := deskWith(t, watcherRole)
	app, problems := engine.Compile(b, 2, calendar.Holidays{})
	if problems.Err() != nil {
		t.Fatal(problems)
	}
	if problems := app.Pin(1, b); problems.Err() != nil {
		t.Fatalf("pin: %v", problems)
	}
	old, _ := app.Process("flow", 1)
	now, _ := app.Process("flow", 2)
	if old == nil || old == now {
		t.Fatal("release 1 is not pinned")
	}
}

// A role that may change records and write none of their fields is told of, where it says so; one field is enough, and
// the permission for every form counts only for those without their own.
func TestPermissionToChangeNothingIsTold(t *testing.T) {
	for permissions, want := range map[string]string{
		`{"form":"ticket","actions":["read","update"],"scope":"all"}`:                                                                       "/role/watcher/spec/permissions/0/actions",
		`{"form":"ticket","actions":["read","update"],"scope":"all","fields":{"title":"write"}}`:                                            "",
		`{"form":"ticket","actions":["read","update"],"scope":"all","fieldsDefault":"write"}`:                                               "",
		`{"form":"ticket","actions":["read"],"scope":"all"}`:                                                                                "",
		`{"form":"ticket","actions":["read"],"scope":"all"},{"form":"*","actions":["read","update"],"scope":"all"}`:                         "/role/watcher/spec/permissions/1/actions",
		`{"form":"*","actions":["read","update"],"scope":"all","fieldsDefault":"write"},{"form":"ticket","actions":["read"],"scope":"own"}`: "",
	} {
		raw := `{"kind":"role","key":"watcher","title":"旁观","schemaVersion":1,"spec":{"permissions":[` + permissions + `]}}`
		app, problems := engine.Compile(deskWith(t, raw), 1, calendar.Holidays{})
		got := ""
		for _, p := range problems {
			if p.Code == "role.update_nothing" && p.Warning {
				got += p.Pointer
			}
		}
		if got != want || app == nil {
			t.Errorf("%s: told of %q, want %q (%v)", permissions, got, want, problems)
		}
	}
}
