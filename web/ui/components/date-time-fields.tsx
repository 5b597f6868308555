import { useState } from "react";
import {
  Button,
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  DateInput,
  DatePicker,
  DateSegment,
  Dialog,
  FieldError,
  Group,
  Heading,
  Label,
  Popover,
  TimeField as AriaTimeField,
} from "react-aria-components";
import { readDate, readTime, textOfTime } from "../format/wall-time.ts";
import { Icon } from "./icon.tsx";
import "./calendar.css";
import "./field.css";

interface WallFieldProps {
  readonly label: string;
  /** ISO 8601 text; empty when nothing is chosen. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error?: string | undefined;
}

/** A day, typed in the order of the reader's language or picked in a calendar. */
export function DateField({ label, value, onChange, error }: WallFieldProps) {
  return (
    <DatePicker
      className="field"
      value={readDate(value)}
      onChange={(date) => onChange(date?.toString() ?? "")}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      shouldForceLeadingZeros
    >
      <Label className="field-label">{label}</Label>
      <Group className="field-group">
        <DateInput className="date-input">
          {(segment) => <DateSegment className="date-segment" segment={segment} />}
        </DateInput>
        <Button className="field-button">
          <Icon name="calendar" />
        </Button>
      </Group>
      <FieldError className="field-error">{error}</FieldError>
      <Popover className="popover">
        <Dialog>
          <MonthCalendar />
        </Dialog>
      </Popover>
    </DatePicker>
  );
}

function MonthCalendar() {
  return (
    <Calendar className="calendar">
      <header>
        <Button slot="previous" className="calendar-turn">
          <span className="calendar-turn-back">
            <Icon name="chevron" />
          </span>
        </Button>
        <Heading />
        <Button slot="next" className="calendar-turn">
          <span className="calendar-turn-on">
            <Icon name="chevron" />
          </span>
        </Button>
      </header>
      <CalendarGrid>
        <CalendarGridHeader>
          {(day) => <CalendarHeaderCell>{day}</CalendarHeaderCell>}
        </CalendarGridHeader>
        <CalendarGridBody>
          {(date) => <CalendarCell className="calendar-day" date={date} />}
        </CalendarGridBody>
      </CalendarGrid>
    </Calendar>
  );
}

/** A time of day in the reader's clock of 12 or 24 hours. */
export function TimeField({ label, value, onChange, error }: WallFieldProps) {
  const outside = readTime(value);
  // While only some segments are typed the field has no value, and must not lose them.
  const [isPartial, setPartial] = useState(false);
  return (
    <AriaTimeField
      className="field"
      value={isPartial && value === "" ? null : outside}
      onChange={(time) => {
        setPartial(time === null);
        onChange(time === null ? "" : textOfTime(time));
      }}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      shouldForceLeadingZeros
    >
      <Label className="field-label">{label}</Label>
      <Group className="field-group">
        <DateInput className="date-input">
          {(segment) => <DateSegment className="date-segment" segment={segment} />}
        </DateInput>
      </Group>
      <FieldError className="field-error">{error}</FieldError>
    </AriaTimeField>
  );
}
