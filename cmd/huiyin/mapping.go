package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"

	"huiyin/engine/definition"
	"huiyin/engine/schema"
	"huiyin/runtime"
)

// mapping is what somebody says on the command line about records whose status, step or option goes.
type mapping struct {
	file string
	pin  bool
}

func (m *mapping) flags(c *console, set *flag.FlagSet) {
	set.StringVar(&m.file, "migration", "", c.say("JSON 文件，写明在途记录改到哪里：{\"plan\":{流程:{\"statuses\":{旧:新},\"nodes\":{旧:新}}},\"values\":[{\"form\",\"field\",\"from\",\"to\"}]}",
		"JSON file that says where running records go: {\"plan\":{PROCESS:{\"statuses\":{OLD:NEW},\"nodes\":{OLD:NEW}}},\"values\":[{\"form\",\"field\",\"from\",\"to\"}]}"))
	set.BoolVar(&m.pin, "pin", false, c.say("没有去处的在途记录留在旧流程，选项照旧保留", "leave records without a place on the old process, and options as they are held"))
}

// order reads what was said; a file with anything else in it is refused.
func (m mapping) order() (order runtime.MigrationOrder, err error) {
	order.Pin = m.pin
	if m.file == "" {
		return order, nil
	}
	raw, err := os.ReadFile(m.file)
	if err != nil {
		return order, err
	}
	if _, problems := schema.Decode(raw, schema.Limit{Bytes: schema.MaxBytes, Depth: schema.MaxDepth}); problems.Err() != nil {
		return order, problems
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(&order); err != nil {
		return order, fmt.Errorf("%s: %w", m.file, err)
	}
	order.Pin = order.Pin || m.pin
	return order, nil
}

// housed lists what stands against publishing a bundle: places where records stand, and options that they hold, that it
// does not have. The publish refuses for them.
func housed(ctx context.Context, c *console, s *Server, key string, b definition.Bundle, order runtime.MigrationOrder) error {
	app, published := s.Apps.Get(key)
	next, problems := s.Apps.Draft(b)
	if !published || order.Pin || order.Keep || problems.Err() != nil {
		return nil //nolint:nilerr // the check of the publish says so
	}
	list, err := s.Migrator.Foresee(ctx, app, next, order)
	if err != nil {
		return err
	}
	for _, one := range list {
		for _, p := range one.Places {
			if p.Failing > 0 {
				_, _ = fmt.Fprintf(c.err, c.say("流程 %s：%d 条在途记录停在状态 %s、步骤 %s，新流程里没有它们的位置\n",
					"process %s: %d running records stand in status %s, step %s, where the new one has no place for them\n"), one.Process, p.Failing, p.Status, p.Node)
			}
		}
	}
	gone, err := s.Migrator.GoneOptions(ctx, app, next)
	for _, g := range gone {
		if !order.Decides(g) {
			_, _ = fmt.Fprintf(c.err, c.say("表单 %s 的字段 %s：%d 条记录还是选项 %s，新版本里没有它\n",
				"form %s, field %s: %d records hold option %s, which goes\n"), g.Form.Key(), g.Field, g.Count, g.Option)
		}
	}
	return err
}
