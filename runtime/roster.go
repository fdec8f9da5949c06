package runtime

import (
	"context"
	"slices"
	"strings"

	"huiyin/runtime/pinyin"
)

// RosterQuery narrows the list of users. Empty parts do not narrow.
type RosterQuery struct {
	Text       string // a part of the name, its pinyin, the login or the mail address
	Role       string // "app/role", or "admin"
	Department string // with everything below it
	State      string // active, invited, away, inactive
}

// Roster returns the users that a query asks for, ordered by name.
func (p *People) Roster(ctx context.Context, q RosterQuery) ([]*User, error) {
	_, departs, err := p.snapshot(ctx)
	if err != nil {
		return nil, err
	}
	users, err := p.Users(ctx)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(users, func(u *User) bool {
		return !(pinyin.Matches(u.Name, q.Text) || strings.Contains(strings.ToLower(u.Login+"\n"+u.Email), strings.ToLower(strings.TrimSpace(q.Text)))) ||
			q.Role != "" && !slices.Contains(u.Roles, q.Role) && !(q.Role == "admin" && u.Admin) ||
			q.Department != "" && !within(departs, u.Department, q.Department) ||
			q.State != "" && q.State != p.State(u)
	}), nil
}

// State is how a user stands: active, invited (no password chosen yet), away or inactive.
func (p *People) State(u *User) string {
	switch {
	case !u.Active:
		return "inactive"
	case u.Invited():
		return "invited"
	case u.AwayAt(p.Now()):
		return "away"
	}
	return "active"
}

// within reports whether a department is above or one below it.
func within(all map[string]*Department, id, above string) bool {
	for depth := 0; id != "" && depth < maxDepth; depth++ {
		if id == above {
			return true
		}
		d := all[id]
		if d == nil {
			return false
		}
		id = d.Parent
	}
	return false
}

// Headcount is how many active people a department has itself, and with everything below it.
type Headcount struct{ Own, Total int }

// Headcounts counts the active people of every department.
func (p *People) Headcounts(ctx context.Context) (map[string]Headcount, error) {
	users, departs, err := p.snapshot(ctx)
	if err != nil {
		return nil, err
	}
	out := map[string]Headcount{}
	for _, u := range users {
		if !u.Active {
			continue
		}
		own := out[u.Department]
		own.Own++
		out[u.Department] = own
		for id, depth := u.Department, 0; id != "" && depth < maxDepth; depth++ {
			n := out[id]
			n.Total++
			out[id] = n
			if departs[id] == nil {
				break
			}
			id = departs[id].Parent
		}
	}
	return out, nil
}
