package runtime

import (
	"context"
	"encoding/json"
	"errors"
	"net/mail"
	"slices"
	"strings"
	"sync"
	"time"

	"huiyin/engine"
	"huiyin/engine/access"
	"huiyin/engine/action"
	"huiyin/engine/effect"
	"huiyin/engine/problem"
	"huiyin/engine/query"
	"huiyin/runtime/pinyin"
	"huiyin/runtime/store"
)

// User is a person who signs in.
type User struct {
	ID         string    `json:"_id"`
	Rev        int64     `json:"rev"`
	Name       string    `json:"name"`
	Login      string    `json:"login"`
	Email      string    `json:"email,omitempty"`
	Language   string    `json:"language,omitempty"`
	Department string    `json:"department,omitempty"`
	Roles      []string  `json:"roles"` // "app/role"
	Admin      bool      `json:"admin,omitempty"`
	Active     bool      `json:"active"`
	Password   string    `json:"password,omitempty"` // argon2id
	MustChange bool      `json:"mustChange,omitempty"`
	Away       *Away     `json:"away,omitempty"`
	CreatedAt  time.Time `json:"createdAt"`
	Keys       []string  `json:"keys"` // "login:…"
	Sample     bool      `json:"sample,omitempty"`
	Invite     *Ticket   `json:"invite,omitempty"`
	Reset      *Ticket   `json:"reset,omitempty"`
	Started    bool      `json:"started,omitempty"` // the first steps were put away
}

// Away names who acts for a user during an absence.
type Away struct {
	Substitute string    `json:"substitute"`
	From       time.Time `json:"from"`
	To         time.Time `json:"to"`
}

// People keeps users and departments. It holds all of them in memory, refreshed every second and at once after a change
// on this node, or on another one that Forget tells of: thousands of people are small, and every list, owner rule and
// message names some.
type People struct {
	Store store.Store
	Apps  *Apps
	Now   func() time.Time

	reading sync.Mutex // by one caller at a time
	mu      sync.RWMutex
	known   *crowd
	changes int // told of so far
	loads   openCounts
}

// crowd is everybody at one moment. It is never changed.
type crowd struct {
	users   map[string]*User
	departs map[string]*Department
	changes int       // told of before it was read
	read    time.Time // when that began
	took    time.Duration
}

// What is known is read again when it is older than peopleFresh and than peopleRest times as long as reading it took.
const (
	peopleFresh = 700 * time.Millisecond
	peopleRest  = 100
)

// look returns what is known, nil for nothing, whether something was changed since, and whether it is too old.
func (p *People) look() (known *crowd, changed, old bool) {
	p.mu.RLock()
	defer p.mu.RUnlock()
	if p.known == nil {
		return nil, true, true
	}
	return p.known, p.changes != p.known.changes, time.Since(p.known.read) > max(peopleFresh, peopleRest*p.known.took)
}

// snapshot returns the people as they are, but for changes of the last moment on another node. The maps are never
// changed after they are published.
func (p *People) snapshot(ctx context.Context) (map[string]*User, map[string]*Department, error) {
	known, changed, old := p.look()
	if !changed && (!old || !p.reading.TryLock()) { // while one reads the others need not wait
		return known.users, known.departs, nil
	}
	if changed {
		p.reading.Lock()
	}
	defer p.reading.Unlock()
	if known, changed, old = p.look(); changed || old {
		var err error
		if known, err = p.readAll(ctx); err != nil {
			return nil, nil, err
		}
	}
	return known.users, known.departs, nil
}

// readAll reads everybody and publishes them.
func (p *People) readAll(ctx context.Context) (*crowd, error) {
	users, departs := map[string]*User{}, map[string]*Department{}
	p.mu.RLock()
	out := &crowd{users: users, departs: departs, changes: p.changes, read: time.Now()}
	p.mu.RUnlock()
	err := p.Store.Scan(ctx, Users, query.Condition{}, func(d store.Document) error {
		var u User
		if err := json.Unmarshal(d.Body, &u); err != nil {
			return err
		}
		u.Rev = d.Rev
		users[u.ID] = &u
		return nil
	})
	if err == nil {
		err = p.Store.Scan(ctx, Departments, query.Condition{}, func(d store.Document) error {
			var dep Department
			if err := json.Unmarshal(d.Body, &dep); err != nil {
				return err
			}
			dep.Rev = d.Rev
			departs[dep.ID] = &dep
			return nil
		})
	}
	if err != nil {
		return nil, err
	}
	out.took = time.Since(out.read)
	p.mu.Lock()
	p.known = out
	p.mu.Unlock()
	return out, nil
}

// Forget makes the next look read the store: somebody was changed.
func (p *People) Forget() {
	p.mu.Lock()
	p.changes++
	p.mu.Unlock()
}

// User returns a user, active or not; ErrGone when there is none.
func (p *People) User(ctx context.Context, id string) (*User, error) {
	users, _, err := p.snapshot(ctx)
	if err != nil {
		return nil, err
	}
	if u, ok := users[id]; ok {
		return u, nil
	}
	return nil, ErrGone
}

// Users returns every user ordered by name.
func (p *People) Users(ctx context.Context) ([]*User, error) {
	users, _, err := p.snapshot(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]*User, 0, len(users))
	for _, u := range users {
		out = append(out, u)
	}
	order := make(map[*User]string, len(out))
	for _, u := range out {
		order[u] = pinyin.Order(u.Name) + u.ID
	}
	slices.SortFunc(out, func(a, b *User) int { return strings.Compare(order[a], order[b]) })
	return out, nil
}

// Name returns how people call a user or department; unknown ids are returned as they are.
func (p *People) Name(ctx context.Context, id string) string {
	users, departs, err := p.snapshot(ctx)
	if err != nil || id == "" {
		return id
	}
	if u, ok := users[id]; ok {
		return u.Name
	}
	if d, ok := departs[id]; ok {
		return d.Name
	}
	return id
}

// ByLogin returns the active user with a login name, in any letter case.
func (p *People) ByLogin(ctx context.Context, login string) (*User, error) {
	page, err := p.Store.Find(ctx, Users, query.Query{
		Where: query.Condition{Field: "keys", Op: "has", Value: loginKey(login)}, Limit: 1})
	if err != nil {
		return nil, err
	}
	if len(page.Documents) == 0 {
		return nil, ErrGone
	}
	var u User
	if err := json.Unmarshal(page.Documents[0].Body, &u); err != nil {
		return nil, err
	}
	u.Rev = page.Documents[0].Rev
	return &u, nil
}

func loginKey(login string) string { return "login:" + strings.ToLower(strings.TrimSpace(login)) }

// Check returns what is wrong with what people enter about a user.
func (u *User) Check() problem.List {
	var problems problem.List
	if empty(u.Name) {
		problems.Add("user.name_required", "/name")
	}
	if strings.TrimSpace(u.Login) == "" || strings.ContainsAny(u.Login, " \t\n") {
		problems.Add("user.login_required", "/login")
	}
	if email := strings.TrimSpace(u.Email); email != "" {
		if at, err := mail.ParseAddress(email); err != nil || at.Address != email {
			problems.Add("user.email_invalid", "/email")
		}
	}
	return problems
}

// Save writes a user; Rev 0 creates. A taken login is a problem, and so is a change that leaves nobody who can
// administer the installation.
func (p *People) Save(ctx context.Context, u *User) error {
	if problems := u.Check(); problems.Err() != nil {
		return problems
	}
	before, err := p.stewardship(ctx, u)
	if err != nil {
		return err
	}
	u.Email = strings.TrimSpace(u.Email)
	u.Keys = []string{loginKey(u.Login)}
	body, err := json.Marshal(u)
	if err != nil {
		return err
	}
	res := p.Store.Write(ctx, store.Op{Collection: Users, ID: u.ID, IfRev: u.Rev, Body: body, Keys: u.Keys})[0]
	var taken *store.UniqueError
	if errors.As(res.Err, &taken) {
		return problem.List{problem.New("user.login_taken", "/login", "login", u.Login)}
	}
	if res.Err != nil {
		return res.Err
	}
	u.Rev = res.Rev
	p.Forget()
	if before != nil {
		return p.remain(ctx, before, u)
	}
	return nil
}

// Principal is the user as an app sees them: with the roles in that app and the departments they head.
func (p *People) Principal(ctx context.Context, u *User, app string) access.Principal {
	who := access.Principal{ID: u.ID, Name: u.Name, Kind: "user", Admin: u.Admin, Department: u.Department, Language: u.Language}
	for _, r := range u.Roles {
		if role, ok := strings.CutPrefix(r, app+"/"); ok {
			who.Roles = append(who.Roles, role)
		}
	}
	_, departs, err := p.snapshot(ctx)
	if err != nil {
		return who
	}
	for _, d := range departs {
		if headsAny(departs, d, u.ID) {
			who.Subtree = append(who.Subtree, d.ID)
		}
	}
	slices.Sort(who.Subtree)
	return who
}

// Find implements PeopleFinder: active users only, the administrators when Role is action.Administrators.
func (p *People) Find(ctx context.Context, app *engine.App, n effect.Need) ([]effect.Person, error) {
	return p.find(ctx, app, n, p.Now())
}

// At is a PeopleFinder by whose clock people are away.
func (p *People) At(now func() time.Time) PeopleFinder { return peopleAt{p, now} }

type peopleAt struct {
	people *People
	now    func() time.Time
}

// Find implements PeopleFinder.
func (p peopleAt) Find(ctx context.Context, app *engine.App, n effect.Need) ([]effect.Person, error) {
	return p.people.find(ctx, app, n, p.now())
}

func (p *People) find(ctx context.Context, app *engine.App, n effect.Need, now time.Time) ([]effect.Person, error) {
	users, departs, err := p.snapshot(ctx)
	if err != nil {
		return nil, err
	}
	var out []effect.Person
	for _, u := range users {
		if u.Active && wanted(u, app.Key, n, departs) {
			out = append(out, p.person(u, users, now))
		}
	}
	slices.SortFunc(out, func(a, b effect.Person) int { return strings.Compare(a.ID, b.ID) })
	if !n.Load {
		return out, nil
	}
	return out, p.loads.fill(ctx, p, app, out)
}

func wanted(u *User, app string, n effect.Need, departs map[string]*Department) bool {
	switch {
	case len(n.IDs) > 0:
		return slices.Contains(n.IDs, u.ID)
	case n.Head:
		d := departs[n.Department]
		return d != nil && d.Head == u.ID
	case n.Department != "":
		return u.Department == n.Department
	case n.Role == action.Administrators:
		return u.Admin
	}
	return slices.Contains(u.Roles, app+"/"+n.Role)
}

// person is a user as decisions see them. A substitute who has left, or never came, represents nobody.
func (p *People) person(u *User, users map[string]*User, now time.Time) effect.Person {
	out := effect.Person{ID: u.ID, Name: u.Name, Email: u.Email, Language: u.Language, Department: u.Department, Invited: u.Invited()}
	if a := u.Away; u.AwayAt(now) && users[a.Substitute] != nil && users[a.Substitute].Active && !users[a.Substitute].Invited() {
		out.Substitute = a.Substitute
	}
	return out
}

// Invited reports whether the user has chosen no password yet, and so has never been here.
func (u *User) Invited() bool { return u.Password == "" }

// AwayAt reports whether somebody else acts for the user at a moment.
func (u *User) AwayAt(now time.Time) bool {
	return u.Away != nil && !now.Before(u.Away.From) && now.Before(u.Away.To)
}
