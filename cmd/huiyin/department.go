package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"slices"
	"text/tabwriter"

	"huiyin/runtime"
)

// department administers the organisation on the console: row scopes such as "own department" rest on it.
func department(ctx context.Context, c *console, args []string) error {
	var parent string
	cfg, rest, err := configure(c, "department", args, func(set *flag.FlagSet) {
		set.StringVar(&parent, "parent", "", c.say("上级部门（名称或编号）", "the department above, by name or id"))
	})
	if err != nil {
		return err
	}
	var do func(*Server) error
	switch {
	case len(rest) == 1 && rest[0] == "list":
		return reading(ctx, cfg, func(s *Server) error { return listDepartments(ctx, c, s) })
	case len(rest) == 2 && rest[0] == "add":
		do = func(s *Server) error { return addDepartment(ctx, c, s, rest[1], parent) }
	case len(rest) == 3 && rest[0] == "rename":
		do = changed(ctx, c, rest[1], func(_ *Server, d *runtime.Department) error { d.Name = rest[2]; return nil })
	case (len(rest) == 2 || len(rest) == 3) && rest[0] == "parent":
		do = changed(ctx, c, rest[1], func(s *Server, d *runtime.Department) (err error) {
			d.Parent, err = departmentID(ctx, c, s, last(rest[2:]))
			return err
		})
	case (len(rest) == 2 || len(rest) == 3) && rest[0] == "head":
		do = changed(ctx, c, rest[1], func(s *Server, d *runtime.Department) error { return setHead(ctx, c, s, d, last(rest[2:])) })
	default:
		return c.wrong("用法：huiyin department list | add 名称 [--parent 上级] | rename 部门 新名称 | parent 部门 [上级] | head 部门 [登录账号]",
			"usage: huiyin department list | add NAME [--parent DEPARTMENT] | rename DEPARTMENT NAME | parent DEPARTMENT [PARENT] | head DEPARTMENT [LOGIN]")
	}
	return withServer(ctx, cfg, do)
}

// last is the optional argument at the end, "" when it is left out: then parent and head are taken away.
func last(rest []string) string {
	if len(rest) == 0 {
		return ""
	}
	return rest[0]
}

// listDepartments prints the tree, one department per line.
func listDepartments(ctx context.Context, c *console, s *Server) error {
	all, err := s.People.Departments(ctx)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(c.out, 0, 4, 2, ' ', 0)
	var below func(parent, indent string)
	below = func(parent, indent string) {
		for _, d := range all {
			if d.Parent == parent {
				fmt.Fprintf(w, "%s\t%s\t%s\n", d.ID, indent+d.Name, s.People.Name(ctx, d.Head))
				below(d.ID, indent+"  ")
			}
		}
	}
	below("", "")
	return w.Flush()
}

func addDepartment(ctx context.Context, c *console, s *Server, name, parent string) error {
	above, err := departmentID(ctx, c, s, parent)
	if err != nil {
		return err
	}
	d := &runtime.Department{ID: "d_" + runtime.NewID(s.Now()), Name: name, Parent: above}
	if err := s.People.SaveDepartment(ctx, d); err != nil {
		return err
	}
	s.API.Audit.Note(ctx, runtime.AuditEntry{Type: "department_added", By: "console", Text: name})
	_, err = fmt.Fprintf(c.out, c.say("已添加部门“%s”，编号 %s\n", "added the department \"%s\", id %s\n"), d.Name, d.ID)
	return err
}

// changed is the work of changing one department, named by id or name.
func changed(ctx context.Context, c *console, which string, change func(*Server, *runtime.Department) error) func(*Server) error {
	return func(s *Server) error {
		d, err := findDepartment(ctx, c, s, which)
		if err != nil {
			return err
		}
		next := *d
		if err := change(s, &next); err != nil {
			return err
		}
		if err := s.People.SaveDepartment(ctx, &next); err != nil {
			return err
		}
		s.API.Audit.Note(ctx, runtime.AuditEntry{Type: "department_changed", By: "console", Text: next.Name})
		_, err = fmt.Fprintln(c.out, "ok")
		return err
	}
}

func setHead(ctx context.Context, c *console, s *Server, d *runtime.Department, login string) error {
	if login == "" {
		d.Head = ""
		return nil
	}
	u, err := byLogin(ctx, c, s, login)
	if err != nil {
		return err
	}
	d.Head = u.ID
	return nil
}

// departmentID is the id of the department that a person named, "" for none.
func departmentID(ctx context.Context, c *console, s *Server, which string) (string, error) {
	if which == "" {
		return "", nil
	}
	d, err := findDepartment(ctx, c, s, which)
	if err != nil {
		return "", err
	}
	return d.ID, nil
}

// findDepartment looks for an id, then for a name that only one department has.
func findDepartment(ctx context.Context, c *console, s *Server, which string) (*runtime.Department, error) {
	all, err := s.People.Departments(ctx)
	if err != nil {
		return nil, err
	}
	if i := slices.IndexFunc(all, func(d *runtime.Department) bool { return d.ID == which }); i >= 0 {
		return all[i], nil
	}
	var found []*runtime.Department
	for _, d := range all {
		if d.Name == which {
			found = append(found, d)
		}
	}
	switch len(found) {
	case 0:
		return nil, errors.New(c.say("没有部门 ", "there is no department ") + which + c.say("；用 huiyin department list 查看", "; see huiyin department list"))
	case 1:
		return found[0], nil
	}
	return nil, errors.New(c.say("有几个部门都叫 ", "several departments are called ") + which + c.say("，请用编号", "; use the id"))
}
