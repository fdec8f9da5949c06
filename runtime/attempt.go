package runtime

import (
	"context"
	"errors"
	"slices"
	"time"

	"huiyin/engine/problem"
)

// How wrong passwords are slowed down. Per login and address there is a growing pause of at most 15 minutes from the
// sixth on. Per login, whatever the addresses, it comes later and stays short: many machines that guess together get
// one try a minute, and whoever owns the login is not kept out by them from where they are signed in already.
const (
	freeTries       = 5
	longestPause    = 15 * time.Minute
	freeAnywhere    = 20
	longestAnywhere = time.Minute
	maxWrong        = 10000
)

// Checking a password takes long on purpose, and few are checked at once. So one address may have so many sign-ins under
// way, and beyond that is told to come back: nobody waits behind a flood from elsewhere.
const (
	signInsAtOnce = 8
	busyPause     = 2 * time.Second
)

// attempts are the tries of late at one thing.
type attempts struct {
	count int
	until time.Time // when the next one may be
}

func slowDown(wait time.Duration) error {
	return problem.List{problem.New("session.slow_down", "", "seconds", int(wait.Seconds())+1)}
}

// enter begins a sign-in from an address, which leave ends; false when it has too many under way.
func (b *SessionBook) enter(address string) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.queue == nil {
		b.queue = map[string]int{}
	}
	if b.queue[address] >= signInsAtOnce {
		return false
	}
	b.queue[address]++
	return true
}

func (b *SessionBook) leave(address string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.queue[address]--; b.queue[address] == 0 {
		delete(b.queue, address)
	}
}

// pause counts a try to sign in and returns how long it has to wait, 0 for not at all.
func (b *SessionBook) pause(ctx context.Context, login, address string) (time.Duration, error) {
	who := loginKey(login) // as it is looked up: another spelling is no other login
	if wait := b.try(who+"|"+address, freeTries, longestPause); wait > 0 {
		return wait, nil
	}
	wait := b.try(who, freeAnywhere, longestAnywhere)
	if wait == 0 {
		return 0, nil
	}
	u, err := b.People.ByLogin(ctx, login)
	if errors.Is(err, ErrGone) {
		return wait, nil
	}
	if err != nil {
		return 0, err
	}
	open, err := b.Of(ctx, u.ID)
	if err != nil {
		return 0, err
	}
	if slices.ContainsFunc(open, func(s Session) bool { return s.Address == address }) {
		return 0, nil
	}
	return wait, nil
}

// forget forgives the tries at a login when the right password has come: those from its address, and those from anywhere.
func (b *SessionBook) forget(login, address string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.wrong, loginKey(login)+"|"+address)
	delete(b.wrong, loginKey(login))
}

// try counts a try before its password is checked, so that many at once are no way around the pauses, and returns how
// long it has to wait: after free ones a growing pause of at most longest.
func (b *SessionBook) try(at string, free int, longest time.Duration) time.Duration {
	b.mu.Lock()
	defer b.mu.Unlock()
	a := b.wrong[at]
	if a == nil {
		b.forgive()
		a = &attempts{}
		b.wrong[at] = a
	}
	if a.count >= free {
		if wait := time.Until(a.until); wait > 0 {
			return wait
		}
	}
	a.count++
	a.until = time.Now().Add(min(time.Second<<min(a.count, 10), longest))
	return 0
}

// forgive drops what is over when too many are remembered; if that is not enough, somebody is flooding and the book
// starts anew.
func (b *SessionBook) forgive() {
	if b.wrong != nil && len(b.wrong) < maxWrong {
		return
	}
	for at, a := range b.wrong {
		if time.Since(a.until) > longestPause {
			delete(b.wrong, at)
		}
	}
	if b.wrong == nil || len(b.wrong) >= maxWrong {
		b.wrong = map[string]*attempts{}
	}
}
