package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"text/tabwriter"
)

// role tells which roles there are: their keys are what people are given roles by.
func role(ctx context.Context, c *console, args []string) error {
	cfg, rest, err := configure(c, "role", args, nil)
	if err != nil {
		return err
	}
	if len(rest) == 0 || len(rest) > 2 || rest[0] != "list" {
		return c.wrong("用法：huiyin role list [应用]", "usage: huiyin role list [APP]")
	}
	return reading(ctx, cfg, func(s *Server) error {
		app := last(rest[1:])
		if _, ok := s.Apps.Get(app); app != "" && !ok {
			return errors.New(c.say("没有应用 ", "there is no app ") + app)
		}
		_, err := fmt.Fprint(c.out, roles(c, s, app))
		return err
	})
}

// roles lists the roles of one app, or of all for "", one line each: the key people write and the title.
func roles(c *console, s *Server, app string) string {
	var out strings.Builder
	w := tabwriter.NewWriter(&out, 0, 4, 2, ' ', 0)
	for _, a := range s.Apps.All() {
		if app != "" && a.Key != app {
			continue
		}
		for _, d := range a.Definitions("role") {
			fmt.Fprintf(w, "%s/%s\t%s\n", a.Key, d.Key, a.TitleOf("role", d.Key, c.lang))
		}
	}
	_ = w.Flush() // to memory: it cannot fail
	if out.Len() == 0 {
		return c.say("还没有安装应用\n", "no app is installed yet\n")
	}
	return out.String()
}
