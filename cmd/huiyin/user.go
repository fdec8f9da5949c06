package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"huiyin/engine/definition"
	"huiyin/runtime"
)

// userFlags are the flags of huiyin user.
type userFlags struct {
	email, department, roles string
	admin, revoke, stdin     bool
}

func (u *userFlags) define(c *console) func(*flag.FlagSet) {
	return func(set *flag.FlagSet) {
		set.StringVar(&u.email, "email", "", c.say("邮箱", "mail address"))
		set.StringVar(&u.department, "department", "", c.say("部门（名称或编号）", "department, by name or id"))
		set.StringVar(&u.roles, "roles", "", c.say("角色，如 suggestions/triager，逗号分隔", "roles such as suggestions/triager, separated by commas"))
		set.BoolVar(&u.admin, "admin", false, c.say("新用户为系统管理员", "the new user is an administrator"))
		set.BoolVar(&u.revoke, "revoke", false, c.say("收回角色或管理员权限", "take roles or the administrator's rights away"))
		set.BoolVar(&u.stdin, "password-stdin", false, c.say("从标准输入读密码（默认随机生成，首次登录须修改）",
			"read the password from standard input (default: a random one that must be changed at the first sign-in)"))
	}
}

// user administers people on the console: the way in when nobody can sign in.
func user(ctx context.Context, c *console, args []string) error {
	var flags userFlags
	cfg, rest, err := configure(c, "user", args, flags.define(c))
	if err != nil {
		return err
	}
	var do func(*Server) error
	switch {
	case len(rest) == 1 && rest[0] == "list":
		return reading(ctx, cfg, func(s *Server) error { return listUsers(ctx, c, s) })
	case len(rest) == 3 && rest[0] == "add":
		do = func(s *Server) error { return addUser(ctx, c, s, rest[1], rest[2], flags) }
	case len(rest) == 2 && rest[0] == "password":
		do = func(s *Server) error { return resetPassword(ctx, c, s, rest[1], flags) }
	case len(rest) == 3 && rest[0] == "role":
		do = func(s *Server) error { return setRoles(ctx, c, s, rest[1], rest[2], flags.revoke) }
	case (len(rest) == 2 || len(rest) == 3) && rest[0] == "department":
		do = func(s *Server) error { return setDepartment(ctx, c, s, rest[1], last(rest[2:])) }
	case len(rest) == 2 && (rest[0] == "disable" || rest[0] == "enable"):
		do = func(s *Server) error { return setActive(ctx, c, s, rest[1], rest[0] == "enable") }
	case len(rest) == 2 && rest[0] == "admin":
		do = func(s *Server) error { return setAdmin(ctx, c, s, rest[1], !flags.revoke) }
	default:
		return c.wrong("用法：huiyin user list | add 登录账号 姓名 | password 登录账号 | role 登录账号 应用/角色,… | department 登录账号 [部门] | admin 登录账号 | disable 登录账号 | enable 登录账号",
			"usage: huiyin user list | add LOGIN NAME | password LOGIN | role LOGIN APP/ROLE,… | department LOGIN [DEPARTMENT] | admin LOGIN | disable LOGIN | enable LOGIN")
	}
	return withServer(ctx, cfg, do)
}

func listUsers(ctx context.Context, c *console, s *Server) error {
	users, err := s.People.Users(ctx)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(c.out, 0, 4, 2, ' ', 0)
	for _, u := range users {
		var marks []string
		if u.Admin {
			marks = append(marks, c.say("管理员", "administrator"))
		}
		if !u.Active {
			marks = append(marks, c.say("已停用", "inactive"))
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", u.Login, u.Name, s.People.Name(ctx, u.Department), strings.Join(u.Roles, ","), strings.Join(marks, ","))
	}
	return w.Flush()
}

func addUser(ctx context.Context, c *console, s *Server, login, name string, flags userFlags) error {
	u := &runtime.User{ID: "u_" + runtime.NewID(s.Now()), Login: login, Name: name, Email: flags.email,
		Roles: []string{}, Admin: flags.admin, Active: true, CreatedAt: s.Now().UTC()}
	roles, err := readRoles(c, s, flags.roles)
	if err != nil {
		return err
	}
	u.Roles = roles
	if problems := runtime.CheckNames(name, login); problems.Err() != nil {
		return problems
	}
	if u.Department, err = departmentID(ctx, c, s, flags.department); err != nil {
		return err
	}
	return savePassword(ctx, c, s, u, flags, "user_added")
}

func resetPassword(ctx context.Context, c *console, s *Server, login string, flags userFlags) error {
	u, err := byLogin(ctx, c, s, login)
	if err != nil {
		return err
	}
	if err := savePassword(ctx, c, s, u, flags, "password_reset"); err != nil {
		return err
	}
	return s.API.Sessions.CloseAll(ctx, u.ID, "")
}

func setAdmin(ctx context.Context, c *console, s *Server, login string, admin bool) error {
	u, err := byLogin(ctx, c, s, login)
	if err != nil {
		return err
	}
	u.Admin = admin
	if err := s.People.Save(ctx, u); err != nil {
		return err
	}
	s.API.Audit.Note(ctx, runtime.AuditEntry{Type: "admin_changed", By: "console", Text: fmt.Sprintf("%s %t", login, admin)})
	_, err = fmt.Fprintln(c.out, "ok")
	return err
}

// readRoles splits a list of roles and refuses those that no installed app has: a misspelt role gives no rights and no hint.
func readRoles(c *console, s *Server, text string) ([]string, error) {
	out := []string{}
	for _, r := range strings.Split(text, ",") {
		if r = strings.TrimSpace(r); r == "" || slices.Contains(out, r) {
			continue
		}
		app, role, _ := strings.Cut(r, "/")
		found, ok := s.Apps.Get(app)
		if !ok || !slices.ContainsFunc(found.Definitions("role"), func(d definition.Definition) bool { return d.Key == role }) {
			return nil, errors.New(c.say("没有角色 ", "there is no role ") + r + c.say("。现有的角色：\n", ". These exist:\n") + roles(c, s, ""))
		}
		out = append(out, r)
	}
	return out, nil
}

// setRoles gives roles to a user or takes them away.
func setRoles(ctx context.Context, c *console, s *Server, login, text string, revoke bool) error {
	u, err := byLogin(ctx, c, s, login)
	if err != nil {
		return err
	}
	if revoke {
		gone := strings.Split(text, ",")
		u.Roles = slices.DeleteFunc(u.Roles, func(r string) bool { return slices.Contains(gone, r) })
	} else {
		roles, err := readRoles(c, s, text)
		if err != nil {
			return err
		}
		for _, r := range roles {
			if !slices.Contains(u.Roles, r) {
				u.Roles = append(u.Roles, r)
			}
		}
	}
	if err := s.People.Save(ctx, u); err != nil {
		return err
	}
	s.API.Audit.Note(ctx, runtime.AuditEntry{Type: "roles_changed", By: "console", Text: login + " " + strings.Join(u.Roles, ",")})
	_, err = fmt.Fprintln(c.out, strings.Join(u.Roles, ","))
	return err
}

// setDepartment moves a user to a department, or out of any when none is named.
func setDepartment(ctx context.Context, c *console, s *Server, login, which string) error {
	u, err := byLogin(ctx, c, s, login)
	if err != nil {
		return err
	}
	if u.Department, err = departmentID(ctx, c, s, which); err != nil {
		return err
	}
	if err := s.People.Save(ctx, u); err != nil {
		return err
	}
	s.API.Audit.Note(ctx, runtime.AuditEntry{Type: "department_changed", By: "console", Text: login + " " + which})
	_, err = fmt.Fprintln(c.out, "ok")
	return err
}

// setActive lets a user sign in or not; who is disabled is signed out everywhere, and so are their programs.
func setActive(ctx context.Context, c *console, s *Server, login string, active bool) error {
	u, err := byLogin(ctx, c, s, login)
	if err != nil {
		return err
	}
	u.Active = active
	if err := s.People.Save(ctx, u); err != nil {
		return err
	}
	s.API.Audit.Note(ctx, runtime.AuditEntry{Type: "active_changed", By: "console", Text: fmt.Sprintf("%s %t", login, active)})
	if !active {
		if err := s.API.Sessions.Retire(ctx, u.ID); err != nil {
			return err
		}
		if err := s.API.Tokens.RevokeAll(ctx, u.ID); err != nil {
			return err
		}
	}
	_, err = fmt.Fprintln(c.out, "ok")
	return err
}

func byLogin(ctx context.Context, c *console, s *Server, login string) (*runtime.User, error) {
	u, err := s.People.ByLogin(ctx, login)
	if errors.Is(err, runtime.ErrGone) {
		return nil, errors.New(c.say("没有用户 ", "there is no user ") + login)
	}
	return u, err
}

// savePassword gives the user a password, read or drawn, and tells a drawn one.
func savePassword(ctx context.Context, c *console, s *Server, u *runtime.User, flags userFlags, what string) error {
	password := randomText(9)
	if flags.stdin {
		line, err := bufio.NewReader(c.in).ReadString('\n')
		if password = strings.TrimRight(line, "\r\n"); password == "" {
			return errors.Join(errors.New(c.say("标准输入里没有密码", "there is no password on standard input")), err)
		}
	}
	if problems := runtime.CheckNewPassword(password, u.Login); problems.Err() != nil {
		return problems
	}
	u.Password, u.MustChange = runtime.HashPassword(password), !flags.stdin
	if err := s.People.Save(ctx, u); err != nil {
		return err
	}
	s.API.Audit.Note(ctx, runtime.AuditEntry{Type: what, By: "console", Text: u.Login})
	if !flags.stdin {
		fmt.Fprintf(c.out, c.say("%s 密码：%s\n", "%s password: %s\n"), u.Login, password)
	}
	return nil
}
