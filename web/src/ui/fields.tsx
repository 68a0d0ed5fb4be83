import type { Time } from "@internationalized/date";
import { type Key, type ReactNode, useId } from "react";
import {
  DateInput,
  DateSegment,
  FieldError,
  Header,
  Label,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  Popover,
  Button as AriaButton,
  Select,
  SelectValue,
  TimeField as AriaTimeField,
} from "react-aria-components";

import styles from "./fields.module.css";
import { Icon } from "./icon";
import { looks } from "./looks";
import text from "./text.module.css";

export interface FieldProps {
  label: string;
  /** Names the field for whoever looks for the first one in error. */
  name: string;
  /** What is wrong with it. */
  fault?: string | undefined;
}

export interface Option {
  id: string;
  words: string;
  shown: ReactNode;
}

export interface OptionGroup {
  title: string;
  options: Option[];
}

interface PickProps extends FieldProps {
  groups: (OptionGroup | Option)[];
  value: string | null;
  onChange: (id: string) => void;
  placeholder?: string;
  /** Where the label stands elsewhere. */
  hideLabel?: boolean;
  icon?: ReactNode;
  slim?: boolean;
  isDisabled?: boolean;
}

/** One of several, out of a listbox. */
export function Pick({
  label,
  name,
  fault,
  groups,
  value,
  onChange,
  placeholder,
  hideLabel,
  icon,
  slim,
  isDisabled,
}: PickProps) {
  return (
    <Select
      className={looks(styles.field)}
      data-field={name}
      value={value}
      onChange={(key: Key | null) => key !== null && onChange(String(key))}
      isInvalid={fault !== undefined}
      isDisabled={isDisabled ?? false}
      validationBehavior="aria"
      placeholder={placeholder ?? ""}
      {...(hideLabel ? { "aria-label": label } : {})}
    >
      {!hideLabel && <Label className={looks(styles.label)}>{label}</Label>}
      <AriaButton className={looks(styles.pick, slim && styles.slim)}>
        {icon}
        <SelectValue />
        <Icon name="down" />
      </AriaButton>
      <FieldError className={looks(styles.fault)}>{fault}</FieldError>
      <Popover className={looks(styles.popover)} offset={4}>
        <ListBox className={looks(styles.options)}>
          {groups.map((group) =>
            "options" in group ? (
              <ListBoxSection key={group.title} id={group.title}>
                <Header className={looks(styles.group)}>{group.title}</Header>
                {group.options.map(optionRow)}
              </ListBoxSection>
            ) : (
              optionRow(group)
            ),
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}

function optionRow(option: Option) {
  return (
    <ListBoxItem key={option.id} id={option.id} textValue={option.words}>
      {option.shown}
    </ListBoxItem>
  );
}

interface TimeFieldProps extends FieldProps {
  value: Time | null;
  onChange: (value: Time | null) => void;
}

export function TimeField({ label, name, fault, value, onChange }: TimeFieldProps) {
  return (
    <AriaTimeField
      className={looks(styles.field)}
      data-field={name}
      value={value}
      onChange={onChange}
      hourCycle={24}
      shouldForceLeadingZeros
      isInvalid={fault !== undefined}
      validationBehavior="aria"
    >
      <Label className={looks(styles.label)}>{label}</Label>
      <DateInput className={looks(styles.input, styles.segmentsOfDate)}>
        {(segment) => <DateSegment segment={segment} />}
      </DateInput>
      <FieldError className={looks(styles.fault)}>{fault}</FieldError>
    </AriaTimeField>
  );
}

interface NumberFieldProps extends FieldProps {
  value: number | null;
  onChange: (value: number | null) => void;
  hideLabel?: boolean;
}

/** A whole number, as it is typed: no steps, no rounding. */
export function NumberField({ label, name, fault, value, onChange, hideLabel }: NumberFieldProps) {
  const id = useId();
  return (
    <div className={styles.field} data-field={name} data-invalid={fault ? true : undefined}>
      {!hideLabel && <label htmlFor={id}>{label}</label>}
      <input
        id={id}
        className={looks(styles.input, text.num)}
        inputMode="numeric"
        autoComplete="off"
        value={value ?? ""}
        onChange={(event) => onChange(digits(event.target.value))}
        aria-label={hideLabel ? label : undefined}
        aria-invalid={fault ? true : undefined}
        aria-describedby={fault ? `${id}-fault` : undefined}
      />
      {fault && (
        <span className={styles.fault} id={`${id}-fault`}>
          {fault}
        </span>
      )}
    </div>
  );
}

function digits(typed: string): number | null {
  const only = typed.replace(/\D/g, "").slice(0, 6);
  return only ? Number(only) : null;
}

interface TextFieldProps extends FieldProps {
  value: string;
  onChange: (value: string) => void;
  /** Beside the label: "(optional)". */
  aside?: string;
  hint?: string;
  type?: "text" | "email" | "tel";
  rows?: number;
}

export function TextField({
  label,
  name,
  fault,
  value,
  onChange,
  aside,
  hint,
  type = "text",
  rows,
}: TextFieldProps) {
  const id = useId();
  const described = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(" ") || undefined;
  const shared = {
    id,
    className: styles.input,
    value,
    "aria-invalid": fault ? true : undefined,
    "aria-describedby": described,
  };
  return (
    <div className={styles.field} data-field={name} data-invalid={fault ? true : undefined}>
      <label htmlFor={id}>
        {label} {aside && <span className={styles.aside}>{aside}</span>}
      </label>
      {rows ? (
        <textarea {...shared} rows={rows} onChange={(event) => onChange(event.target.value)} />
      ) : (
        <input
          {...shared}
          type={type}
          autoComplete="off"
          onChange={(event) => onChange(event.target.value)}
        />
      )}
      {hint && (
        <p className={styles.hint} id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {fault && (
        <span className={styles.fault} id={`${id}-fault`}>
          {fault}
        </span>
      )}
    </div>
  );
}
