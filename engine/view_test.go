package engine_test

import (
	"io/fs"
	"testing"

	"huiyin/engine"
	"huiyin/engine/calendar"
	"huiyin/engine/definition"
)

// P-10: a view that is first for a role the app does not have is found before it is published; "@admin" is always there.
func TestViewsNameRolesThatExist(t *testing.T) {
	dir, err := fs.Sub(desk, "testdata")
	if err != nil {
		t.Fatal(err)
	}
	b, problems := definition.ReadDir(dir, "desk")
	if problems.Err() != nil {
		t.Fatal(problems)
	}
	view, problems := definition.Decode([]byte(`{"kind":"view","key":"open_tickets","title":"x","schemaVersion":1,
		"spec":{"form":"ticket","columns":[{"field":"title"}],"first":["@admin","agent","ghost"],"roles":["nobody"]}}`))
	if problems.Err() != nil {
		t.Fatal(problems)
	}
	_, problems = engine.Compile(b.With(view), 1, calendar.Holidays{})
	var at []string
	for _, p := range problems.Blocking() {
		at = append(at, p.Code+" "+p.Pointer)
	}
	if len(at) != 2 || at[0] != "view.role_unknown /view/open_tickets/spec/roles/0" || at[1] != "view.role_unknown /view/open_tickets/spec/first/2" {
		t.Errorf("problems %q", at)
	}
}
