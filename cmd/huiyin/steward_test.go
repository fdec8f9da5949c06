package main

import (
	"bytes"
	"context"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"huiyin/runtime"
	"huiyin/runtime/store"
)

// gate holds the writes of users back until so many are waiting, and then lets all of them write before any goes on:
// everybody has looked before anybody wrote, and wrote before anybody looks again.
type gate struct {
	store.Store
	at, written sync.WaitGroup
	passes      sync.Map
}

func (g *gate) Write(ctx context.Context, ops ...store.Op) []store.Result {
	if _, again := g.passes.LoadOrStore(ops[0].ID, true); ops[0].Collection != runtime.Users || again {
		return g.Store.Write(ctx, ops...)
	}
	g.at.Done()
	g.at.Wait()
	defer g.written.Wait()
	defer g.written.Done()
	return g.Store.Write(ctx, ops...)
}

// stewards counts who can administer the installation, as the store has it.
func stewards(t *testing.T, s *Server) int {
	t.Helper()
	s.People.Forget()
	users, err := s.People.Users(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return len(slices.DeleteFunc(users, func(u *runtime.User) bool { return !u.Admin || !u.Active || u.Invited() }))
}

// Two administrators who demote or deactivate each other at the same moment do not leave the installation with none:
// whichever write comes first, and also when both are written before either looks again (E-01, E-02).
func TestOneAdministratorRemains(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig, _ Config) {
		ids := []string{"u_one", "u_two"}
		browsers := map[string]*browser{}
		for _, id := range ids {
			browsers[id] = r.person(runtime.User{ID: id, Login: id, Name: id, Admin: true})
		}
		demote := func(by, whom string) answer {
			seen := browsers[by].send("GET", usersPath+whom, nil)
			u := map[string]any{}
			if _ = seen.into(&u); seen.status != 200 { // the other one was first
				return seen
			}
			return browsers[by].send("PUT", usersPath+whom, profile(u, junk{"admin": false}), "If-Match", rev(u))
		}
		deactivate := func(by, whom string) answer {
			return browsers[by].send("POST", usersPath+whom+"/deactivation", junk{})
		}
		acts := map[string]func(by, whom string) answer{"demote": demote, "deactivate": deactivate}
		for _, pair := range [][2]string{{"demote", "demote"}, {"deactivate", "demote"}, {"demote", "deactivate"}, {"deactivate", "deactivate"}} {
			for _, gated := range []bool{true, false, false, false} {
				plain := r.s.People.Store
				if gated {
					g := &gate{Store: plain}
					g.at.Add(2)
					g.written.Add(2)
					r.s.People.Store = g
				}
				var both sync.WaitGroup
				var answers [2]answer
				for i := range 2 {
					both.Go(func() { answers[i] = acts[pair[i]](ids[i], ids[1-i]) })
				}
				both.Wait()
				r.s.People.Store = plain
				if stewards(t, r.s) == 0 {
					t.Fatalf("%v: nobody is left: %d, %d", pair, answers[0].status, answers[1].status)
				}
				refused := func(a answer) bool { return slices.Equal(a.problems(), []string{"user.last_admin /admin"}) }
				if gated && !refused(answers[0]) && !refused(answers[1]) {
					t.Errorf("%v written by both before either looked: %v, %v", pair, answers[0].problems(), answers[1].problems())
				}
				r.restore(t, ids)
				for _, id := range ids {
					browsers[id] = r.signIn(id)
				}
			}
		}
	})
}

// restore makes users active administrators again.
func (r *rig) restore(t *testing.T, ids []string) {
	t.Helper()
	for _, id := range ids {
		if _, err := r.s.People.Alter(t.Context(), id, func(u *runtime.User) error { u.Admin, u.Active = true, true; return nil }); err != nil {
			t.Fatal(err)
		}
	}
}

// On the console the last administrator is neither demoted nor disabled; an invited one, who cannot sign in yet, is no
// other.
func TestTheConsoleKeepsAnAdministrator(t *testing.T) {
	r := boot(t)
	r.person(runtime.User{ID: "u_one", Login: "one", Name: "一", Admin: true})
	r.person(runtime.User{ID: "u_two", Login: "two", Name: "二", Admin: true})
	if err := r.s.People.Save(t.Context(), &runtime.User{ID: "u_new", Login: "new", Name: "新", Admin: true, Active: true, Roles: []string{}}); err != nil {
		t.Fatal(err)
	}
	path, _ := r.s.Config.SQLitePath()
	env := map[string]string{"HUIYIN_STORE": "sqlite:" + path, "HUIYIN_FILES": filepath.Join(filepath.Dir(path), "files"),
		"HUIYIN_SECRET": "a root key for tests only", "LANG": "en_US.UTF-8"}
	say := func(args ...string) (int, string) {
		var out bytes.Buffer
		c := &console{in: strings.NewReader(""), out: &out, err: &out, lang: "en", env: func(n string) string { return env[n] }}
		return run(t.Context(), c, append([]string{"user"}, args...)), out.String()
	}
	if code, out := say("disable", "one"); code != exitOK {
		t.Fatalf("one of two: %s", out)
	}
	for _, args := range [][]string{{"disable", "two"}, {"admin", "two", "--revoke"}} {
		if code, out := say(args...); code != exitFailed || !strings.Contains(out, "user.last_admin") {
			t.Errorf("%v: %d %s", args, code, out)
		}
	}
	if stewards(t, r.s) != 1 {
		t.Error("the refused changes were made")
	}
}
