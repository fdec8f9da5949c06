package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net"
	"path"
	"slices"
	"strings"
	"testing"
	"time"

	"huiyin/engine/calendar"
	"huiyin/runtime"
	"huiyin/runtime/store"
)

// Every golden scenario of every package runs through the HTTP API of a real server with a clock that only moves when
// told, a real mail server beside it, and the package installed with only its lower layers. presets/scenario.schema.json
// is the language.
func TestScenarios(t *testing.T) {
	files, err := fs.Glob(shelf(), "*/scenarios/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no scenarios: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(path.Dir(path.Dir(file))+"/"+path.Base(file), ".json"), func(t *testing.T) {
			t.Parallel()
			play(t, readScenario(t, file))
		})
	}
}

func readScenario(t *testing.T, file string) scenario { return readScenarioOf(t, shelf(), file) }

func readScenarioOf(t *testing.T, from fs.FS, file string) (s scenario) {
	t.Helper()
	s.shelf = from
	raw, err := fs.ReadFile(from, file)
	if err != nil {
		t.Fatal(err)
	}
	d := json.NewDecoder(strings.NewReader(string(raw)))
	d.DisallowUnknownFields()
	if err := d.Decode(&s); err != nil {
		t.Fatal(err)
	}
	return s
}

type scenario struct {
	Title   map[string]string
	Note    string
	Cites   []string
	Install string
	Clock   time.Time
	Mail    string
	Refuse  []string
	People  []scenarioPerson
	Records []step
	Steps   []step

	shelf fs.FS // where its package is
}

type scenarioPerson struct {
	Login, Name, Email, Language, Department string
	Roles                                    []string
	Invited                                  bool // and has not chosen a password yet
}

// step is one request, or the passing of time, and what must be so afterwards.
type step struct {
	Note, As, Do, Form, Record, Save, Lang  string
	Kind, Button, Task, Comment, To, Target string
	Text, Visibility, Field                 string
	Data, Values                            map[string]any
	Params                                  map[string]string
	Following, Given                        *bool
	Files                                   int
	By                                      string
	Until                                   time.Time
	Refused                                 *refused
	Expect                                  *expectation
}

type refused struct {
	Status   int
	Problems []struct{ Code, Pointer string }
	Conflict []string
}

// stage is a scenario being played.
type stage struct {
	*rig
	app     string
	people  map[string]*browser
	since   map[string]time.Time // when they signed in
	records map[string]savedRecord
	seen    map[string]string // person and record → the revision they have seen
	sent    int               // numbers idempotency keys
}

// savedRecord is where a record of the scenario is found.
type savedRecord struct{ form, id string }

// play plays a scenario on the store that change, when given, chooses.
func play(t *testing.T, s scenario, change ...func(*Config)) {
	g := raise(t, s, change...)
	for _, st := range s.Records {
		st.As, st.Do = "admin", "create"
		g.step(st)
	}
	for i, st := range s.Steps {
		g.step(st)
		if t.Failed() {
			t.Fatalf("%s · %s\nstep %d (%s %s %s) %s at %s", s.Title["zh"], s.Title["en"], i+1, st.As, st.Do, st.Button, st.Note, g.clock.Now().In(zoneOfChina))
		}
	}
}

var zoneOfChina = mustZone("Asia/Shanghai")

// raise starts the server of a scenario: package installed, people in.
func raise(t *testing.T, s scenario, change ...func(*Config)) *stage {
	t.Helper()
	dir := t.TempDir()
	r := &rig{t: t, clock: newClock(s.Clock), mail: newMailbox(t), shelf: s.shelf}
	for _, address := range s.Refuse {
		r.mail.refuse(address)
	}
	cfg := testConfig(t, dir, r.mail)
	if s.Mail == "none" {
		cfg.SMTP = ""
	}
	for _, c := range change {
		c(&cfg)
	}
	r.serve(cfg)
	g := &stage{rig: r, app: install(t, r.s, s.Install).App, people: map[string]*browser{}, since: map[string]time.Time{}, records: map[string]savedRecord{}, seen: map[string]string{}}
	g.people["admin"] = r.person(runtime.User{ID: "u_admin", Login: "admin", Name: "管理员", Admin: true, Language: "zh"})
	for _, p := range s.People {
		g.enter(p)
	}
	g.people["public"] = r.stranger()
	return g
}

func (g *stage) enter(p scenarioPerson) {
	g.t.Helper()
	if p.Department != "" {
		d := &runtime.Department{ID: p.Department, Name: p.Department}
		known, err := g.s.People.Departments(g.t.Context())
		if err == nil && !slices.ContainsFunc(known, func(k *runtime.Department) bool { return k.ID == d.ID }) {
			err = g.s.People.SaveDepartment(g.t.Context(), d)
		}
		if err != nil {
			g.t.Fatal(err)
		}
	}
	u := runtime.User{ID: "u_" + p.Login, Login: p.Login, Name: p.Name, Email: p.Email, Language: p.Language, Department: p.Department}
	if u.Language == "" {
		u.Language = "zh"
	}
	for _, role := range p.Roles {
		u.Roles = append(u.Roles, g.app+"/"+role)
	}
	g.people[p.Login] = g.person(u)
	if !p.Invited {
		return
	}
	saved, err := g.s.People.User(g.t.Context(), u.ID)
	if err != nil {
		g.t.Fatal(err)
	}
	asked := *saved
	asked.Password = ""
	if err := g.s.People.Save(g.t.Context(), &asked); err != nil {
		g.t.Fatal(err)
	}
}

func (g *stage) as(login string) *browser {
	g.t.Helper()
	if login == "" {
		login = "public"
	}
	b, ok := g.people[login]
	if !ok {
		g.t.Fatalf("the scenario has no person %q", login)
	}
	if login != "public" && g.clock.Now().Sub(g.since[login]) > 24*time.Hour { // sessions end while months pass
		b = g.signIn("u_" + login)
		g.people[login], g.since[login] = b, g.clock.Now()
	}
	return b
}

// path is the address of a form, or of one of its records.
func (g *stage) path(form string, more ...string) string {
	return "/api/v1/apps/" + g.app + "/forms/" + form + "/records" + strings.Join(append([]string{""}, more...), "/")
}

func (g *stage) pathOf(name string, more ...string) string {
	g.t.Helper()
	r := g.record(name)
	return g.path(r.form, append([]string{r.id}, more...)...)
}

func (g *stage) record(name string) savedRecord {
	g.t.Helper()
	r, ok := g.records[name]
	if !ok {
		g.t.Fatalf("the scenario has saved no record %q", name)
	}
	return r
}

// resolve replaces {"record": name} and {"user": login} by ids.
func (g *stage) resolve(v any) any {
	switch x := v.(type) {
	case map[string]any:
		if name, ok := x["record"].(string); ok && len(x) == 1 {
			return g.record(name).id
		}
		if login, ok := x["user"].(string); ok && len(x) == 1 {
			return "u_" + login
		}
		out := maps.Clone(x)
		for k := range out {
			out[k] = g.resolve(out[k])
		}
		return out
	case []any:
		out := slices.Clone(x)
		for i := range out {
			out[i] = g.resolve(out[i])
		}
		return out
	}
	return v
}

func (g *stage) data(m map[string]any) map[string]any {
	if m == nil {
		return nil
	}
	out, _ := g.resolve(m).(map[string]any)
	return out
}

// step plays one step, does what is due, and looks.
func (g *stage) step(st step) {
	g.t.Helper()
	switch st.Do {
	case "advance_clock":
		g.advance(st)
	case "expect":
	default:
		g.request(st)
	}
	g.tick()
	if st.Expect != nil && !g.t.Failed() {
		g.check(st)
	}
}

// advance lets time pass; what becomes due on the way is done at its own moment.
func (g *stage) advance(st step) {
	g.t.Helper()
	target := st.Until
	if st.By != "" {
		var d calendar.Duration
		if err := json.Unmarshal(fmt.Appendf(nil, `{"elapsed":%q}`, st.By), &d); err != nil {
			g.t.Fatal(err)
		}
		target = g.clock.Now().Add(time.Duration(d.Elapsed.Days)*24*time.Hour + d.Elapsed.Time)
	}
	for range 10_000 {
		next, ok, err := g.s.Worker.Next(g.t.Context())
		if err != nil {
			g.t.Fatal(err)
		}
		if !ok || next.After(target) {
			g.clock.set(target)
			return
		}
		if !next.After(g.clock.Now()) {
			g.t.Fatalf("something due at %s is not done", next)
		}
		g.clock.set(next)
		g.tick()
	}
	g.t.Fatal("time does not pass")
}

// request sends what the step asks for, and checks that it succeeds or is refused as told.
func (g *stage) request(st step) {
	g.t.Helper()
	g.sent++
	idem := []string{"Idempotency-Key", fmt.Sprintf("scenario-%d", g.sent)}
	var a answer
	switch st.Do {
	case "create":
		a = g.as(st.As).send("POST", g.path(st.Form), map[string]any{"data": g.data(st.Data)}, idem...)
	case "public_submit":
		a = g.submit(st, idem)
	case "open":
		a = g.as(st.As).send("GET", g.pathOf(st.Record), nil)
	case "edit":
		a = g.edit(st, idem)
	case "act":
		a = g.as(st.As).send("POST", g.pathOf(st.Record, "act"), g.act(st), idem...)
	case "comment":
		a = g.as(st.As).send("POST", g.pathOf(st.Record, "comments"), map[string]any{"text": st.Text, "visibility": st.Visibility}, idem...)
	case "follow":
		a = g.as(st.As).send("POST", g.pathOf(st.Record, "follow"), map[string]any{"following": st.Following == nil || *st.Following}, idem...)
	case "public_comment":
		a = g.tracking(st, "comments", map[string]any{"text": st.Text}, idem)
	case "public_move":
		pictures := []string{}
		for range st.Files {
			pictures = append(pictures, g.as("public").upload("/api/v1/public/files", g.code(st.Record)))
		}
		a = g.tracking(st, "move", map[string]any{"key": st.Button, "comment": st.Comment, "files": pictures}, idem)
	case "public_consent":
		a = g.tracking(st, "consent", map[string]any{"field": st.Field, "given": st.Given != nil && *st.Given}, idem)
	default:
		g.t.Fatalf("unknown step %q", st.Do)
	}
	g.outcome(st, a)
}

// outcome compares the answer with what the step expects of it, and keeps what later steps need.
func (g *stage) outcome(st step, a answer) {
	g.t.Helper()
	if st.Refused != nil {
		g.checkRefused(*st.Refused, a)
		return
	}
	if a.status >= 300 {
		g.t.Errorf("%d: %s", a.status, a.body)
		return
	}
	var view map[string]any
	_ = a.into(&view)
	if st.Do == "create" {
		id, _ := view["id"].(string)
		g.keep(st.Save, savedRecord{st.Form, id})
	}
	if name := st.Record + st.Save; st.As != "" && name != "" && a.etag != "" {
		g.seen[st.As+"|"+name] = a.etag
	}
	if st.Do == "public_submit" {
		track, _ := view["track"].(string)
		target, ok := g.s.Submitter.Links.Read("track", path.Base(track))
		if !ok {
			g.t.Errorf("the tracking link %q does not open", track)
		}
		g.keep(st.Save, savedRecord{target.Form, target.ID})
	}
}

func (g *stage) keep(name string, r savedRecord) {
	if name != "" {
		g.records[name] = r
	}
}

func (g *stage) checkRefused(want refused, a answer) {
	g.t.Helper()
	if a.status < 400 || (want.Status != 0 && a.status != want.Status) {
		g.t.Errorf("answered %d instead of %d: %s", a.status, want.Status, a.body)
	}
	got := a.problems()
	for _, p := range want.Problems {
		if !slices.ContainsFunc(got, func(s string) bool {
			code, pointer, _ := strings.Cut(s, " ")
			return code == p.Code && (p.Pointer == "" || pointer == p.Pointer)
		}) {
			g.t.Errorf("refused with %q, not with %s %s", got, p.Code, p.Pointer)
		}
	}
	if len(want.Conflict) == 0 {
		return
	}
	var f struct{ Diff []struct{ Field string } }
	_ = a.into(&f)
	var fields []string
	for _, d := range f.Diff {
		fields = append(fields, d.Field)
	}
	if slices.Sort(fields); !slices.Equal(fields, slices.Sorted(slices.Values(want.Conflict))) {
		g.t.Errorf("the conflict is about %v, not %v", fields, want.Conflict)
	}
}

// edit sends the revision the person has seen.
func (g *stage) edit(st step, idem []string) answer {
	g.t.Helper()
	seen, ok := g.seen[st.As+"|"+st.Record]
	if !ok {
		seen = g.as(st.As).send("GET", g.pathOf(st.Record), nil).etag
	}
	return g.as(st.As).send("PATCH", g.pathOf(st.Record), map[string]any{"data": g.data(st.Data)}, append(idem, "If-Match", seen)...)
}

// serve starts the rig's server with a configuration.
func (r *rig) serve(cfg Config) {
	r.t.Helper()
	if r.shelf == nil {
		r.shelf = shelf()
	}
	ln, err := net.Listen("tcp", cfg.Addr)
	if err != nil {
		r.t.Fatal(err)
	}
	r.url = "http://" + ln.Addr().String()
	cfg.URL = r.url
	if r.s, err = NewServer(r.t.Context(), cfg, Parts{Now: r.clock.Now, Shelf: r.shelf}); err != nil {
		r.t.Fatal(errors.Join(err, ln.Close()))
	}
	r.t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
		defer cancel()
		wire.CloseIdleConnections() // one that was dialled for nothing has asked nothing yet, and would be waited for
		if err := r.s.Stop(ctx); err != nil && !errors.Is(err, store.ErrClosed) {
			r.t.Error(err)
		}
	})
	if err := r.s.Open(r.t.Context()); err != nil {
		r.t.Fatal(err)
	}
	go func() { _ = r.s.Serve(ln) }()
}
