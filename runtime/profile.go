package runtime

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"huiyin/engine/definition"
	"huiyin/engine/problem"
	"huiyin/runtime/store"
)

// Profile is what an administrator enters about a user.
type Profile struct {
	Name       string   `json:"name"`
	Login      string   `json:"login"`
	Email      string   `json:"email"`
	Language   string   `json:"language"`
	Department string   `json:"department"`
	Roles      []string `json:"roles"` // "app/role"
	Admin      bool     `json:"admin"`
	Away       *Away    `json:"away"`
}

// Profile returns what can be entered about the user as it is now.
func (u *User) Profile() Profile {
	return Profile{Name: u.Name, Login: u.Login, Email: u.Email, Language: u.Language, Department: u.Department,
		Roles: append([]string{}, u.Roles...), Admin: u.Admin, Away: u.Away}
}

// Enter writes a profile into a user, who is created when Rev is 0, and names what changed in the words of the audit
// log. by is the administrator who does it. All that is wrong is returned at once, pointing into the profile.
func (p *People) Enter(ctx context.Context, by string, u *User, next Profile) (changed []string, err error) {
	users, departs, err := p.snapshot(ctx)
	if err != nil {
		return nil, err
	}
	before := u.Profile()
	next.Name, next.Login, next.Email = strings.TrimSpace(next.Name), strings.TrimSpace(next.Login), strings.TrimSpace(next.Email)
	if next.Roles == nil {
		next.Roles = []string{}
	}
	slices.Sort(next.Roles)
	next.Roles = slices.Compact(next.Roles)
	u.Name, u.Login, u.Email, u.Language, u.Department = next.Name, next.Login, next.Email, next.Language, next.Department
	u.Roles, u.Admin, u.Away = next.Roles, next.Admin, next.Away
	problems := append(u.Check(), p.checkRoles(before.Roles, next.Roles)...)
	if before.Name != next.Name || before.Login != next.Login { // what an earlier program let pass may stay
		problems = append(problems, CheckNames(next.Name, next.Login)...)
	}
	if _, known := departs[next.Department]; next.Department != "" && !known {
		problems.Add("department.unknown", "/department", "department", next.Department)
	}
	if next.Language != "" && !slices.Contains(problem.Languages, next.Language) {
		problems.Add("user.language_unknown", "/language")
	}
	if before.Admin && !next.Admin && by == u.ID {
		problems.Add("user.own_admin", "/admin")
	}
	problems = append(problems, next.Away.check(u.ID, users)...)
	if problems.Err() != nil {
		return nil, problems
	}
	if before.Email != next.Email {
		u.Reset = nil // what was mailed to the old address opens nothing any more
	}
	return before.differences(next), p.Save(ctx, u)
}

// checkRoles refuses roles that no installed app has; those that were held before may stay.
func (p *People) checkRoles(before, next []string) problem.List {
	var problems problem.List
	for _, r := range next {
		app, role, _ := strings.Cut(r, "/")
		found, ok := p.Apps.Get(app)
		known := ok && slices.ContainsFunc(found.Definitions("role"), func(d definition.Definition) bool { return d.Key == role })
		if !known && !slices.Contains(before, r) {
			problems.Add("user.role_unknown", "/roles", "role", r)
		}
	}
	return problems
}

func (a *Away) check(user string, users map[string]*User) problem.List {
	var problems problem.List
	if a == nil {
		return nil
	}
	switch sub := users[a.Substitute]; {
	case a.Substitute == "":
		problems.Add("user.substitute_missing", "/away/substitute")
	case a.Substitute == user:
		problems.Add("user.substitute_self", "/away/substitute")
	case sub == nil || !sub.Active:
		problems.Add("user.substitute_unknown", "/away/substitute")
	}
	if a.From.IsZero() {
		problems.Add("user.away_from_missing", "/away/from")
	}
	if !a.To.After(a.From) {
		problems.Add("user.away_order", "/away/to")
	}
	return problems
}

// differences names what two profiles do not share: rights in full, everything else by name.
func (p Profile) differences(next Profile) []string {
	var out []string
	note := func(name string, same bool) {
		if !same {
			out = append(out, name)
		}
	}
	note("name", p.Name == next.Name)
	note("login", p.Login == next.Login)
	note("email", p.Email == next.Email)
	note("language", p.Language == next.Language)
	note("department", p.Department == next.Department)
	for _, r := range next.Roles {
		note("+"+r, slices.Contains(p.Roles, r))
	}
	for _, r := range p.Roles {
		note("-"+r, slices.Contains(next.Roles, r))
	}
	note("+admin", p.Admin || !next.Admin)
	note("-admin", !p.Admin || next.Admin)
	note("away", sameJSON(p.Away, next.Away))
	return out
}

func sameJSON(a, b any) bool {
	x, _ := json.Marshal(a)
	y, _ := json.Marshal(b)
	return string(x) == string(y)
}

// Fresh returns a user as the store has them now, to be changed and saved; ErrGone when there is none.
func (p *People) Fresh(ctx context.Context, id string) (*User, error) {
	docs, err := p.Store.Get(ctx, Users, id)
	if err != nil {
		return nil, err
	}
	if len(docs) == 0 {
		return nil, ErrGone
	}
	var u User
	if err := json.Unmarshal(docs[0].Body, &u); err != nil {
		return nil, err
	}
	u.Rev = docs[0].Rev
	return &u, nil
}

// Alter changes a user as the store has them now, again when somebody else did at the same moment.
func (p *People) Alter(ctx context.Context, id string, change func(*User) error) (*User, error) {
	for range maxTries {
		u, err := p.Fresh(ctx, id)
		if err != nil {
			return nil, err
		}
		if err := change(u); err != nil {
			return nil, err
		}
		if err = p.Save(ctx, u); !errors.Is(err, store.ErrConflict) {
			return u, err
		}
	}
	return nil, store.ErrConflict
}
