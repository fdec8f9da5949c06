package httpapi

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"slices"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

	"huiyin/engine"
	"huiyin/engine/access"
	"huiyin/engine/form"
	"huiyin/runtime"
)

// Bounds of a stream of events: how often something is sent so that nobody in between takes it for dead, how long a
// listener may take to take something, and how long one stream lasts before its listener has to come again.
const (
	liveBeat    = 15 * time.Second
	livePatient = 10 * time.Second
	liveFor     = 30 * time.Minute
)

// audience is what somebody who listens may know, as one request identified them and as it still is.
type audience struct {
	api    *API
	lang   string
	secret string // of the session or token
	from   string

	mu     sync.Mutex
	caller Caller
	known  map[string]access.Principal // by app, until the next refresh
}

func (u *audience) Covers(app string) bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	return u.caller.Token == nil || u.caller.Token.Covers(app)
}

func (u *audience) Sees(app *engine.App, f *form.Form, r *engine.Record) bool {
	if !u.Covers(app.Key) {
		return false
	}
	p := place{app: app, form: f, who: u.principal(app.Key), lang: u.lang}
	return p.may("read", r) || r != nil && slices.Contains(r.People.Working, p.who.ID)
}

func (u *audience) Manages() bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	return u.caller.Token == nil && u.caller.User.Admin
}

func (u *audience) principal(app string) access.Principal {
	u.mu.Lock()
	defer u.mu.Unlock()
	who, known := u.known[app]
	if !known {
		ctx, cancel := context.WithTimeout(context.Background(), livePatient)
		defer cancel()
		who = u.api.People.Principal(ctx, u.caller.User, app)
		u.known[app] = who
	}
	return who
}

// refresh asks again who listens, and reports whether they still may.
func (u *audience) refresh() bool {
	ctx, cancel := context.WithTimeout(context.Background(), livePatient)
	defer cancel()
	next := Caller{}
	id := ""
	if u.caller.Token != nil {
		t, err := u.api.Tokens.Find(ctx, u.secret, u.from)
		if err != nil || !u.api.Now().Before(t.Expires) || !t.Has(runtime.ScopeRead) {
			return false
		}
		next.Token, id = &t, t.User
	} else {
		s, ok, err := u.api.Sessions.Find(ctx, u.secret)
		if err != nil || !ok {
			return false
		}
		next.Session, id = s, s.User
	}
	user, err := u.api.People.Fresh(ctx, id)
	if err != nil || !user.Active {
		return false
	}
	next.User = user
	u.mu.Lock()
	defer u.mu.Unlock()
	u.caller, u.known = next, map[string]access.Principal{}
	return true
}

// getEvents tells the caller what changes for as long as they listen, as server-sent events. Whoever says in
// Last-Event-ID, or in the address, where they were is told what they missed, or to read everything again.
func (a *API) getEvents(c *fiber.Ctx) error {
	caller := *CallerOf(c)
	u := &audience{api: a, lang: a.lang(c), from: a.address(c), caller: caller, known: map[string]access.Principal{}, secret: c.Cookies(sessionCookie)}
	who := &runtime.Listener{User: caller.User.ID, Lease: caller.Session.ID, Sight: u}
	if caller.Token != nil {
		who.Lease = caller.Token.ID
		u.secret, _ = bearer(c)
	}
	after := c.Get("Last-Event-ID")
	if after == "" {
		after = c.Query("after")
	}
	first, err := a.Live.Listen(c.UserContext(), who, after)
	switch {
	case errors.Is(err, runtime.ErrCrowded):
		return tooMany(liveBeat)
	case errors.Is(err, runtime.ErrLeaving):
		c.Set(fiber.HeaderRetryAfter, "1")
		return fiber.ErrServiceUnavailable
	case err != nil:
		return err
	}
	c.Set(fiber.HeaderContentType, "text/event-stream")
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Set("X-Accel-Buffering", "no") // proxies must not wait for more
	c.Context().SetConnectionClose() // its deadlines are of the stream
	s := stream{live: a.Live, who: who, audience: u, conn: c.Context().Conn(), beat: liveBeat, patience: livePatient}
	if a.LiveBeat > 0 {
		s.beat = a.LiveBeat
	}
	a.behind.Add(1)
	c.Context().SetBodyStreamWriter(func(w *bufio.Writer) {
		defer a.behind.Done()
		defer a.Live.Hush(who)
		s.run(w, first)
	})
	return nil
}

// stream is the connection of one listener.
type stream struct {
	live     *runtime.Live
	who      *runtime.Listener
	audience *audience
	conn     net.Conn
	beat     time.Duration
	patience time.Duration // for the listener to take something
}

// run tells the listener until they are gone, too slow, no longer allowed, or the server stops.
func (s stream) run(w *bufio.Writer, first runtime.Delivery) {
	beat, end := time.NewTicker(s.beat), time.NewTimer(liveFor)
	defer beat.Stop()
	defer end.Stop()
	gone := s.gone()
	for out := frames(first); s.send(w, out); {
		select {
		case <-gone:
			return
		case <-s.who.Over():
			return
		case <-end.C:
			return
		case d := <-s.who.News():
			out = frames(d)
		case <-s.who.Doubt():
			if !s.audience.refresh() {
				return
			}
			out = []byte("event: " + runtime.NoticeReload + "\ndata: {}\n\n")
		case <-beat.C:
			if !s.audience.refresh() {
				return
			}
			out = []byte(":\n\n")
			if at := s.live.At(); len(s.who.News()) == 0 { // in this order: what happens in between is behind the position
				out = []byte(":\nid: " + at + "\n\n")
			}
		}
	}
}

// gone is closed when the listener has hung up, which nobody would see before something is sent to them: somebody who
// loads a page again and again would be taken for as many.
func (s stream) gone() <-chan struct{} {
	out := make(chan struct{})
	go func() {
		defer close(out)
		if err := s.conn.SetReadDeadline(time.Time{}); err != nil {
			return
		}
		_, _ = io.Copy(io.Discard, s.conn) // ends with the connection, which serves nothing else any more
	}()
	return out
}

// send hands something to the connection, which breaks when its other end does not take it in time.
func (s stream) send(w *bufio.Writer, out []byte) bool {
	if err := s.conn.SetWriteDeadline(time.Now().Add(s.patience)); err != nil {
		return false
	}
	if _, err := w.Write(out); err != nil {
		return false
	}
	return w.Flush() == nil
}

// frames writes a delivery. The position stands in its last frame only: whoever got a part comes back for all of it.
func frames(d runtime.Delivery) []byte {
	var b bytes.Buffer
	for i, n := range d.Notices {
		if i == len(d.Notices)-1 {
			fmt.Fprintf(&b, "id: %s\n", d.At)
		}
		data, _ := json.Marshal(n) // strings, numbers and flags
		fmt.Fprintf(&b, "event: %s\ndata: %s\n\n", n.Kind, data)
	}
	return b.Bytes()
}
