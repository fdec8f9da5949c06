package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"huiyin/runtime"
)

// heard is one event of a stream, with the position that stood at it or before.
type heard struct {
	kind, at string
	data     junk
}

// ear is a stream of events as one person hears it.
type ear struct {
	t      testing.TB
	events chan heard
	stop   context.CancelFunc
}

// listen opens a stream, behind a position unless it is "".
func (b *browser) listen(after string) *ear {
	b.t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	res := b.stream(ctx, after) //nolint:bodyclose // closed by who reads it, below
	if res.StatusCode != http.StatusOK {
		b.t.Fatalf("listening: %d", res.StatusCode)
	}
	e := &ear{b.t, make(chan heard, 1000), stop}
	go func() {
		defer close(e.events)
		defer func() { _ = res.Body.Close() }()
		one := heard{}
		for lines := bufio.NewScanner(res.Body); lines.Scan(); {
			name, value, _ := strings.Cut(lines.Text(), ": ")
			switch name {
			case "event":
				one.kind = value
			case "id":
				one.at = value
			case "data":
				_ = json.Unmarshal([]byte(value), &one.data)
			case "":
				if one.kind != "" || one.at != "" {
					e.events <- one
				}
				one = heard{}
			}
		}
	}()
	b.t.Cleanup(stop)
	return e
}

func (b *browser) stream(ctx context.Context, after string) *http.Response {
	b.t.Helper()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, b.url+"/api/v1/events", nil)
	if err != nil {
		b.t.Fatal(err)
	}
	req.Header.Set("Cookie", b.cookie)
	if after != "" {
		req.Header.Set("Last-Event-ID", after)
	}
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	if b.client != nil {
		client = &http.Client{Transport: b.client.Transport}
	}
	res, err := client.Do(req)
	if err != nil {
		b.t.Fatal(err)
	}
	return res
}

// until returns the first event of a kind with this id of a record, "" for any, and fails when another record is told
// of that must not be.
func (e *ear) until(kind, id string) heard {
	e.t.Helper()
	late := time.After(10 * time.Second)
	for {
		select {
		case one, on := <-e.events:
			if !on {
				e.t.Fatalf("the stream ended before %s %s", kind, id)
			}
			if one.kind == kind && (id == "" || one.data["id"] == id) {
				return one
			}
		case <-late:
			e.t.Fatalf("%s %s was not told", kind, id)
		}
	}
}

// ended waits for the end of a stream.
func (e *ear) ended(within time.Duration) {
	e.t.Helper()
	late := time.After(within)
	for {
		select {
		case _, on := <-e.events:
			if !on {
				return
			}
		case <-late:
			e.t.Fatal("the stream goes on")
		}
	}
}

// liveRig is a server whose feed runs, with somebody who reads everything and two who read what is theirs.
func liveRig(t testing.TB) (r *rig, lead, one, other *browser) {
	r = boot(t, "suggestion_intake")
	r.s.API.LiveBeat = 50 * time.Millisecond
	r.s.Start()
	lead = r.person(runtime.User{ID: "u_lead", Login: "lead", Name: "组长", Roles: []string{"suggestions/cs_lead"}})
	one = r.person(runtime.User{ID: "u_one", Login: "one", Name: "甲", Roles: []string{"suggestions/recorder"}})
	other = r.person(runtime.User{ID: "u_other", Login: "other", Name: "乙", Roles: []string{"suggestions/cs_agent"}})
	return r, lead, one, other
}

func (b *browser) suggest(title string) string {
	b.t.Helper()
	id, _ := dig(b.must(201, "POST", suggestions, matrixRecord(title)), "id").(string)
	return id
}

// Whoever may read a record hears of it, with what it became; nobody else hears that it is there (E-02).
func TestLiveTellsWhoMayRead(t *testing.T) {
	_, lead, one, other := liveRig(t)
	all, mine := lead.listen(""), one.listen("")
	for _, e := range []*ear{all, mine} {
		e.until("hello", "")
	}
	id := one.suggest("甲的建议")
	for _, e := range []*ear{all, mine} {
		got := e.until("record", id)
		if got.data["app"] != "suggestions" || got.data["form"] != "suggestion" || got.data["status"] == "" || got.data["rev"].(float64) < 1 {
			t.Errorf("told %v", got.data)
		}
	}
	theirs, mark := other.suggest("乙的建议"), one.suggest("甲的另一条建议")
	for told := false; !told; {
		got := <-mine.events
		if got.data["id"] == theirs {
			t.Fatal("told of a record of somebody else")
		}
		told = got.data["id"] == mark
	}
	all.until("record", theirs)
	rev := lead.must(200, "GET", suggestions+"/"+id, nil)["rev"]
	lead.must(204, "DELETE", suggestions+"/"+id, nil, "If-Match", fmt.Sprintf(`"%v"`, rev))
	for got := all.until("record", id); got.data["deleted"] != true; got = all.until("record", id) {
		continue
	}
}

// Whoever was away hears what they missed, once and with what may be read now; whoever was away too long, or comes from
// another server, is told to read everything again.
func TestLiveGoesOnAfterABreak(t *testing.T) {
	_, lead, one, _ := liveRig(t)
	e := lead.listen("")
	first := one.suggest("断开之前")
	rev := e.until("record", first).data["rev"].(float64)
	at := ""
	for at == "" { // a quiet stream says where it is
		got := <-e.events
		if at = got.at; got.data["id"] == first {
			rev, at = got.data["rev"].(float64), ""
		}
	}
	e.stop()
	missed := one.suggest("断开期间")
	witness := one.listen("")
	witness.until("record", one.suggest("重新连接之后"))
	e = lead.listen(at)
	for {
		got := <-e.events
		if got.data["id"] == first && got.data["rev"].(float64) <= rev {
			t.Error("told again what was told")
		}
		if got.kind == "reload" {
			t.Fatal("a short break is no reason to read everything again")
		}
		if got.data["id"] == missed {
			break
		}
	}
	lead.listen("another-7").until("reload", "")
	epoch, _, _ := strings.Cut(at, "-")
	lead.listen(epoch+"-18446744073709551615").until("reload", "")
}

// A person is told that what they have to do, or their messages, changed; and a stream ends with the right to it.
func TestLiveFollowsThePerson(t *testing.T) {
	r, lead, one, other := liveRig(t)
	e := lead.listen("")
	e.until("hello", "")
	work := other.listen("")
	work.until("hello", "")
	one.suggest("等待受理的建议")
	work.until("tasks", "")
	work.until("inbox", "")
	if err := r.s.API.Sessions.CloseAll(t.Context(), "u_other", ""); err != nil {
		t.Fatal(err)
	}
	work.ended(5 * time.Second)
	u, err := r.s.People.Fresh(t.Context(), "u_lead")
	if err != nil {
		t.Fatal(err)
	}
	u.Roles = []string{}
	if err := r.s.People.Save(t.Context(), u); err != nil {
		t.Fatal(err)
	}
	e.until("reload", "")
	id := one.suggest("组长看不到了")
	one.listen("").until("hello", "")
	witness := one.suggest("再来一条")
	for end := time.After(time.Second); ; {
		select {
		case got := <-e.events:
			if got.data["id"] == id || got.data["id"] == witness {
				t.Fatal("told of a record after the role was taken away")
			}
			continue
		case <-end:
		}
		break
	}
}

// A token hears with the scope to read and within its apps, and no longer than it is good for.
func TestLiveForPrograms(t *testing.T) {
	r, _, one, _ := liveRig(t)
	admin := r.person(runtime.User{ID: "u_admin", Login: "admin", Name: "管", Admin: true})
	secret, handle := admin.token(junk{})
	e := r.machine(secret).listen("")
	e.until("hello", "")
	e.until("record", one.suggest("程序也听得到"))
	admin.must(204, "DELETE", "/api/v1/tokens/"+handle, nil)
	e.ended(5 * time.Second)
	secret, _ = admin.token(junk{"scopes": []string{"submit"}})
	r.machine(secret).must(403, "GET", "/api/v1/events", nil)
	r.stranger().must(401, "GET", "/api/v1/events", nil)
}

// One person has so many streams, and frees one by going.
func TestLiveIsLimited(t *testing.T) {
	_, lead, _, _ := liveRig(t)
	var ears []*ear
	for range 12 {
		ears = append(ears, lead.listen(""))
	}
	lead.must(429, "GET", "/api/v1/events", nil)
	ears[0].stop()
	for end := time.Now().Add(5 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		ctx, stop := context.WithCancel(t.Context())
		res := lead.stream(ctx, "")
		stop()
		_ = res.Body.Close()
		if res.StatusCode == http.StatusOK {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("nobody noticed that a listener went: %d", res.StatusCode)
		}
	}
}

// Somebody who loads a page again and again is one listener, not many: who hung up is missed at once, not at the next beat.
func TestLiveFreesWhoHungUp(t *testing.T) {
	r, lead, _, _ := liveRig(t)
	r.s.API.LiveBeat = time.Hour
	for range 60 {
		e := lead.listen("")
		e.until("hello", "")
		e.stop()
		e.ended(5 * time.Second)
	}
}

// A server that stops ends its streams and does not wait for their listeners.
func TestLiveEndsWithTheServer(t *testing.T) {
	r, lead, _, _ := liveRig(t)
	e := lead.listen("")
	e.until("hello", "")
	r.s.Leave(0)
	e.ended(2 * time.Second)
	lead.must(503, "GET", "/api/v1/events", nil)
	e.stop()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	if err := r.s.Stop(ctx); err != nil {
		t.Error(err)
	}
	if n := r.s.Live.Listening(); n != 0 {
		t.Errorf("%d listeners are left", n)
	}
}
