package runtime

import (
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"huiyin/engine/problem"
	"huiyin/runtime/store/sqlite"
)

// openBook is a book of sessions with one user, who has chosen a password.
func openBook(t *testing.T, login, password string) *SessionBook {
	t.Helper()
	st, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "t.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	if err := st.Ensure(t.Context(), Collections()...); err != nil {
		t.Fatal(err)
	}
	people := &People{Store: st, Now: time.Now}
	u := &User{ID: "u_1", Login: login, Name: login, Active: true, Roles: []string{}, Password: HashPassword(password)}
	if err := people.Save(t.Context(), u); err != nil {
		t.Fatal(err)
	}
	return &SessionBook{Store: st, People: people, Now: time.Now}
}

func slowed(err error) bool {
	var list problem.List
	return errors.As(err, &list) && list.Has("session.slow_down")
}

// A flood of sign-ins from one address is refused at once beyond a few, while no password can be checked at all; a right
// sign-in from elsewhere waits for those few only (I-02).
func TestOneAddressKeepsNobodyFromSigningIn(t *testing.T) {
	const flood = 60
	b := openBook(t, "pm", "a good password")
	for range cap(hashing) {
		hashing <- struct{}{}
	}
	refused, others := make(chan error, flood), make(chan error, flood)
	for i := range flood {
		go func() {
			_, _, err := b.SignIn(t.Context(), fmt.Sprintf("nobody%d", i), "wrong", "", "203.0.113.9")
			if slowed(err) {
				refused <- err
			} else {
				others <- err
			}
		}()
	}
	for range flood - signInsAtOnce {
		<-refused
	}
	right := make(chan error, 1)
	go func() {
		_, _, err := b.SignIn(t.Context(), "pm", "a good password", "", "198.51.100.7")
		right <- err
	}()
	for range cap(hashing) {
		<-hashing
	}
	if err := <-right; err != nil {
		t.Errorf("the right sign-in from elsewhere: %v", err)
	}
	for range signInsAtOnce {
		<-others
	}
	if len(b.queue) != 0 {
		t.Errorf("still under way: %v", b.queue)
	}
}

// Guesses at one login from many addresses are slowed down together; whoever is signed in from an address may sign in
// there all the same, and the right password forgives.
func TestGuessesFromManyAddressesAreSlowedDown(t *testing.T) {
	b := openBook(t, "boss", "a good password")
	if _, _, err := b.SignIn(t.Context(), "boss", "a good password", "", "198.51.100.7"); err != nil {
		t.Fatal(err)
	}
	for i := range freeAnywhere {
		if wait, err := b.pause(t.Context(), "Boss", fmt.Sprintf("203.0.113.%d", i)); wait != 0 || err != nil {
			t.Fatalf("try %d waits %s (%v)", i, wait, err)
		}
	}
	_, _, err := b.SignIn(t.Context(), "boss", "a good password", "", "203.0.113.200")
	if !slowed(err) {
		t.Errorf("one more from yet another address: %v", err)
	}
	if _, _, err := b.SignIn(t.Context(), "boss", "a good password", "", "198.51.100.7"); err != nil {
		t.Errorf("from where they are signed in: %v", err)
	}
	if _, _, err := b.SignIn(t.Context(), "boss", "a good password", "", "203.0.113.200"); err != nil {
		t.Errorf("after the right password: %v", err)
	}
}
