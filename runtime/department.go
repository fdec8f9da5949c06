package runtime

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"huiyin/engine/problem"
	"huiyin/runtime/store"
)

// Department is a node of the organisation tree.
type Department struct {
	ID     string `json:"_id"`
	Rev    int64  `json:"rev"`
	Name   string `json:"name"`
	Parent string `json:"parent,omitempty"`
	Head   string `json:"head,omitempty"`
	// Keys hold the name among its siblings, so that two who add it at once do not both.
	Keys []string `json:"keys,omitempty"`
}

// maxDepth is how many departments may stand above each other.
const maxDepth = 50

// Departments returns every department ordered by name.
func (p *People) Departments(ctx context.Context) ([]*Department, error) {
	_, departs, err := p.snapshot(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]*Department, 0, len(departs))
	for _, d := range departs {
		out = append(out, d)
	}
	slices.SortFunc(out, func(a, b *Department) int { return strings.Compare(a.Name+a.ID, b.Name+b.ID) })
	return out, nil
}

// SaveDepartment writes a department; Rev 0 creates. A department without a name, with a name that another one beside
// it has, below one that does not exist, below itself, or with a head who does not exist is refused with a problem.List.
func (p *People) SaveDepartment(ctx context.Context, d *Department) error {
	users, departs, err := p.snapshot(ctx)
	if err != nil {
		return err
	}
	problems := d.check(departs)
	if d.Head != "" && users[d.Head] == nil {
		problems.Add("department.head_unknown", "/head")
	}
	if problems.Err() != nil {
		return problems
	}
	before := departs[d.ID]
	if err := p.writeDepartment(ctx, d); err != nil {
		return err
	}
	return p.hangs(ctx, before, d)
}

func (p *People) writeDepartment(ctx context.Context, d *Department) error {
	d.Keys = []string{"name:" + d.Parent + "/" + d.Name}
	body, err := json.Marshal(d)
	if err != nil {
		return err
	}
	res := p.Store.Write(ctx, store.Op{Collection: Departments, ID: d.ID, IfRev: d.Rev, Body: body, Keys: d.Keys})[0]
	var taken *store.UniqueError
	if errors.As(res.Err, &taken) {
		return problem.List{problem.New("department.name_taken", "/name", "name", d.Name)}
	}
	if res.Err == nil {
		d.Rev = res.Rev
		p.Forget()
	}
	return res.Err
}

// hangs looks, after a department was moved, whether it still hangs from the top: two that are put below each other at
// the same moment both saw a tree before. Whoever finds a circle takes the own change back.
func (p *People) hangs(ctx context.Context, before, written *Department) error {
	if before == nil || before.Parent == written.Parent {
		return nil // below what is new there is nothing
	}
	ctx = context.WithoutCancel(ctx) // half of it would leave a circle
	_, now, err := p.snapshot(ctx)
	if err != nil || !written.belowItself(now) {
		return err
	}
	back := *before
	back.Rev = written.Rev
	if err := p.writeDepartment(ctx, &back); err != nil && !errors.Is(err, store.ErrConflict) {
		return err
	}
	return problem.List{problem.New("department.below_itself", "/parent", "name", written.Name)}
}

// belowItself reports whether the departments above d, as all has them, lead back to it.
func (d *Department) belowItself(all map[string]*Department) bool {
	at := all[d.Parent]
	for depth := 0; at != nil && depth < maxDepth; depth++ {
		if at.ID == d.ID {
			return true
		}
		at = all[at.Parent]
	}
	return false
}

func (d *Department) check(all map[string]*Department) problem.List {
	var problems problem.List
	switch d.Name = strings.TrimSpace(d.Name); {
	case empty(d.Name):
		problems.Add("department.name_required", "/name")
	case utf8.RuneCountInString(d.Name) > maxName:
		problems.Add("department.name_long", "/name", "max", maxName)
	case misshown(d.Name):
		problems.Add("department.name_unseen", "/name")
	}
	for _, other := range all {
		if other.ID != d.ID && other.Parent == d.Parent && other.Name == d.Name {
			problems.Add("department.name_taken", "/name", "name", d.Name)
			break
		}
	}
	if d.Parent == "" {
		return problems
	}
	if _, known := all[d.Parent]; !known {
		problems.Add("department.unknown", "/parent", "department", d.Parent)
	}
	if d.belowItself(all) {
		problems.Add("department.below_itself", "/parent", "name", d.Name)
	}
	return problems
}

// headsAny reports whether user heads d or a department above it.
func headsAny(all map[string]*Department, d *Department, user string) bool {
	for depth := 0; d != nil && depth < maxDepth; depth++ {
		if d.Head == user {
			return true
		}
		d = all[d.Parent]
	}
	return false
}
