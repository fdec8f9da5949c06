package main

import (
	"testing"
	"time"

	"huiyin/runtime"
)

// L-08, P-24: the sample people come in with departments that have heads, and without a language that nobody chose.
func TestCast(t *testing.T) {
	r := boot(t, demoPackage)
	people, err := readCast(r.s.Installer.Shelf)
	if err != nil {
		t.Fatal(err)
	}
	s, err := NewServer(t.Context(), mustConfig(t, emptyStore(t)), Parts{Shelf: shelf()})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Store.Close() }()
	if err := people.enter(t.Context(), s, "suggestions", runtime.HashPassword("a-long-password"), time.Now()); err != nil {
		t.Fatal(err)
	}
	departments, err := s.People.Departments(t.Context())
	if err != nil || len(departments) != len(people.Departments) {
		t.Fatalf("%d departments: %v", len(departments), err)
	}
	for _, d := range departments {
		if s.People.Name(t.Context(), d.Head) == d.Head {
			t.Errorf("%s has no head", d.Name)
		}
	}
	for login, want := range map[string]string{"admin": "", "agent": "", "ross": "en"} {
		u, err := s.People.ByLogin(t.Context(), login)
		if err != nil || u.Language != want {
			t.Errorf("%s speaks %q: %v", login, u.Language, err)
		}
	}
}
