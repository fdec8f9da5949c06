package runtime

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"huiyin/engine"
	"huiyin/engine/form"
	"huiyin/runtime/store"
)

// letterbox is a store that holds nothing but letters to one person.
type letterbox struct{ store.Store }

func (letterbox) Get(_ context.Context, _ string, ids ...string) ([]store.Document, error) {
	var out []store.Document
	for _, id := range ids {
		out = append(out, store.Document{ID: id, Body: []byte(`{"user":"u_1"}`)})
	}
	return out, nil
}

type everything struct{}

func (everything) Sees(*engine.App, *form.Form, *engine.Record) bool { return true }
func (everything) Covers(string) bool                                { return true }
func (everything) Manages() bool                                     { return true }

// clerk may read everything and looks after nobody.
type clerk struct{ everything }

func (clerk) Manages() bool { return false }

// Whoever looks after users and departments is told that they changed, once for what changed together; nobody else is.
func TestLiveTellsWhoLooksAfterPeople(t *testing.T) {
	l := &Live{Store: letterbox{}, Epoch: "e"}
	admin, other := &Listener{User: "u_1", Sight: everything{}}, &Listener{User: "u_2", Sight: clerk{}}
	for _, one := range []*Listener{admin, other} {
		if _, err := l.Listen(t.Context(), one, ""); err != nil {
			t.Fatal(err)
		}
	}
	l.Saw(store.Change{Collection: Users, ID: "u_3"})
	l.Saw(store.Change{Collection: Departments, ID: "d_1"})
	l.tell(t.Context())
	if d := <-admin.News(); len(d.Notices) != 1 || d.Notices[0].Kind != NoticePeople {
		t.Errorf("an administrator is told %v", d)
	}
	select {
	case d := <-other.News():
		t.Errorf("somebody else is told %v", d)
	default:
	}
}

// Whoever takes nothing is cut off when too much waits for them, whoever does goes on; nothing is remembered without
// end, and who comes back behind what is remembered is told so.
func TestLiveCutsTheSlowOff(t *testing.T) {
	l := &Live{Store: letterbox{}, Epoch: "e"}
	slow, quick := &Listener{User: "u_1", Sight: everything{}}, &Listener{User: "u_1", Sight: everything{}}
	for _, one := range []*Listener{slow, quick} {
		if d, err := l.Listen(t.Context(), one, ""); err != nil || d.At != "e-0" {
			t.Fatal(d, err)
		}
	}
	for i := range liveQueue + 1 {
		l.Saw(store.Change{Collection: Messages, ID: fmt.Sprint(i)})
		l.tell(t.Context())
		if d := <-quick.News(); len(d.Notices) != 1 || d.Notices[0].Kind != NoticeInbox || d.At != fmt.Sprintf("e-%d", i+1) {
			t.Fatalf("%d: %v", i, d)
		}
	}
	select {
	case <-slow.Over():
	default:
		t.Error("the slow one is still waited for")
	}
	select {
	case <-quick.Over():
		t.Error("the quick one is cut off as well")
	default:
	}
	l.Hush(slow)
	for i := range 3 * liveRing {
		l.Saw(store.Change{Collection: Messages, ID: fmt.Sprint(i)})
	}
	if len(l.ring) > 2*liveRing {
		t.Errorf("%d changes are remembered", len(l.ring))
	}
	l.tell(t.Context())
	if d := <-quick.News(); d.Notices[0].Kind != NoticeReload {
		t.Errorf("what was forgotten is told as %v", d)
	}
	if d, err := l.Listen(t.Context(), slow, "e-1"); err != nil || d.Notices[0].Kind != NoticeReload {
		t.Errorf("%v %v", d, err)
	}
}

// What happens while nobody listens is not read for anybody, and yet known to who comes back.
func TestLiveKnowsWhatNobodyHeard(t *testing.T) {
	l := &Live{Store: letterbox{}, Epoch: "e"}
	l.Saw(store.Change{Collection: Messages, ID: "m"})
	l.tell(t.Context())
	who := &Listener{User: "u_1", Sight: everything{}}
	d, err := l.Listen(t.Context(), who, "e-0")
	if err != nil || len(d.Notices) != 2 || d.Notices[0].Kind != NoticeHello || d.Notices[1].Kind != NoticeInbox || d.At != "e-1" {
		t.Fatal(d, err)
	}
	l.Close()
	select {
	case <-who.Over():
	case <-time.After(time.Second):
		t.Error("they go on listening")
	}
	if _, err := l.Listen(t.Context(), &Listener{Sight: everything{}}, ""); !errors.Is(err, ErrLeaving) {
		t.Error(err)
	}
}
