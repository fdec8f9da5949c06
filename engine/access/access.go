// Package access answers every question about permission with one function, Allow, and explains its answer.
// It denies by default: an action is allowed only when a role of the principal permits it within its row scope.
package access

import "huiyin/engine/query"

// Principal is who acts: a user, a customer with a link, or the system itself.
type Principal struct {
	ID         string   `json:"id"`
	Name       string   `json:"name"`
	Kind       string   `json:"kind"` // user, customer, system
	Roles      []string `json:"roles,omitempty"`
	Admin      bool     `json:"admin,omitempty"` // may everything but read what is masked
	Department string   `json:"department,omitempty"`
	Subtree    []string `json:"subtree,omitempty"` // departments the principal heads, with all below them
	Language   string   `json:"language,omitempty"`
}

// System is the principal of rules, timers and installs.
var System = Principal{ID: "system", Name: "系统", Kind: "system", Admin: true}

// Has reports whether the principal has one of roles.
func (p Principal) Has(roles ...string) bool {
	for _, want := range roles {
		for _, r := range p.Roles {
			if r == want {
				return true
			}
		}
	}
	return false
}

// Level is what a principal may do with a field.
type Level int

// The levels, each includes those before it.
const (
	Hidden Level = iota
	Masked
	Read
	Write
)

var levels = map[string]Level{"hidden": Hidden, "masked": Masked, "read": Read, "write": Write}

// ParseLevel turns the word of a role definition into a Level; unknown words are Hidden.
func ParseLevel(word string) Level { return levels[word] }

// String returns the word of the level.
func (l Level) String() string {
	for word, level := range levels {
		if level == l {
			return word
		}
	}
	return "hidden"
}

// Role is a compiled role definition.
type Role struct {
	Key         string
	Permissions []Permission
	Grants      []string // publish, design, admin, unmask, people, export …
}

// Permission is what a role may do on one form; Form "*" means every form without its own entry.
type Permission struct {
	Form      string
	Actions   []string // create, read, update, delete, export, assign, comment
	Scope     string   // own, department, subtree, all, condition
	Condition query.Condition
	Fields    map[string]Level
	Default   Level // for fields not named
}

// Subject is the record asked about, as far as row scopes look at it.
type Subject struct {
	Submitter    string
	Owner        string
	Participants []string
	Department   string
	Get          func(path string) any
}

// Question asks whether a principal may do something. Record nil asks in general ("may create", "has any").
type Question struct {
	Who    Principal
	Action string
	Form   string
	Record *Subject
}

// Decision is the answer and the reasons for it, one per role looked at.
type Decision struct {
	Allowed bool     `json:"allowed"`
	Reasons []Reason `json:"reasons"`
}

// Reason says what one role contributed: code access.admin, access.no_role, access.action_missing, access.out_of_scope or access.permitted.
type Reason struct {
	Role  string `json:"role,omitempty"`
	Code  string `json:"code"`
	Scope string `json:"scope,omitempty"`
}

// Policy is the set of roles of an app.
type Policy struct{ roles map[string]Role }

// NewPolicy makes a policy of roles.
func NewPolicy(roles ...Role) *Policy {
	p := &Policy{roles: map[string]Role{}}
	for _, r := range roles {
		p.roles[r.Key] = r
	}
	return p
}

// Granted reports whether a role of who carries the grant, or who is an administrator (who never gets "unmask" by that alone).
func (p *Policy) Granted(who Principal, grant string) bool {
	if who.Admin && grant != "unmask" {
		return true
	}
	for _, key := range who.Roles {
		for _, g := range p.roles[key].Grants {
			if g == grant {
				return true
			}
		}
	}
	return false
}

// Allow answers q. The record's condition scopes are evaluated with query.Match.
func (p *Policy) Allow(q Question) Decision {
	if q.Who.Admin {
		return Decision{Allowed: true, Reasons: []Reason{{Code: "access.admin"}}}
	}
	d := Decision{}
	for _, key := range q.Who.Roles {
		perm, ok := p.permission(key, q.Form)
		switch {
		case !ok || !contains(perm.Actions, q.Action):
			d.Reasons = append(d.Reasons, Reason{Role: key, Code: "access.action_missing"})
		case q.Record != nil && !inScope(perm, q.Who, *q.Record):
			d.Reasons = append(d.Reasons, Reason{Role: key, Code: "access.out_of_scope", Scope: perm.Scope})
		default:
			d.Allowed = true
			d.Reasons = append(d.Reasons, Reason{Role: key, Code: "access.permitted", Scope: perm.Scope})
		}
	}
	if len(d.Reasons) == 0 {
		d.Reasons = []Reason{{Code: "access.no_role"}}
	}
	return d
}

func (p *Policy) permission(role, form string) (Permission, bool) {
	var fallback *Permission
	for i, perm := range p.roles[role].Permissions {
		if perm.Form == form {
			return perm, true
		}
		if perm.Form == "*" {
			fallback = &p.roles[role].Permissions[i]
		}
	}
	if fallback != nil {
		return *fallback, true
	}
	return Permission{}, false
}

// Field returns what who may do with a field of a record, the best of all roles. Admins read everything but
// personal fields, which they see masked unless a role says more.
func (p *Policy) Field(who Principal, form, field string, personal bool) Level {
	if who.Kind == "system" {
		return Write
	}
	best := Hidden
	if who.Admin {
		best = Write
		if personal {
			best = Masked
		}
	}
	for _, key := range who.Roles {
		perm, ok := p.permission(key, form)
		if !ok {
			continue
		}
		level, named := perm.Fields[field]
		if !named {
			level = perm.Default
			if personal && level > Masked {
				level = Masked // personal fields are opened only by name
			}
		}
		if level > best {
			best = level
		}
	}
	return best
}

func inScope(perm Permission, who Principal, s Subject) bool {
	switch perm.Scope {
	case "all":
		return true
	case "department":
		return own(who, s) || (who.Department != "" && s.Department == who.Department)
	case "subtree":
		return own(who, s) || contains(who.Subtree, s.Department) || (who.Department != "" && s.Department == who.Department)
	case "condition":
		ok, err := query.Match(perm.Condition, s.Get, query.MatchOptions{})
		return err == nil && ok
	}
	return own(who, s)
}

func contains(list []string, s string) bool {
	for _, e := range list {
		if e == s {
			return true
		}
	}
	return false
}
