import { InvalidArgumentError } from 'commander';

/** Checks an option's value: a division code of so many digits. */
export function divisionCode(digits: number): (value: string) => string {
  return (value) => {
    if (new RegExp(`^\\d{${digits}}$`).test(value)) return value;
    throw new InvalidArgumentError(`It must be a code of ${digits} digits.`);
  };
}
